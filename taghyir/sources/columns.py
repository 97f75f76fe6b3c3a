"""The columns of a file of organisations, by all the names people give them, and those of the list people take away."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from taghyir.core.text import folded
from taghyir.directory.models import Identifier, Organisation, Sector
from taghyir.directory.queries import checked
from taghyir.sources.whereabouts import country_named
from taghyir.tables.cells import day, degrees, western, whole_number, yes_or_no
from taghyir.tables.imports import Column, Wrong
from taghyir.tables.marks import read_mark

NUMBERS = {"ice": Identifier.Type.ICE.value, "tax_number": Identifier.Type.TN_MF.value}  # column to type of identifier
NAMING = {"name", "name_fr", "name_ar", "name_en", "number"}  # one of them says which organisation a row is about


def _kind(text: str) -> str:
    """The kind of an organisation by its code or its name in four languages."""
    for kind in Organisation.Kind:
        if folded(text) in _names_of(kind):
            return kind.value
    raise Wrong(_("No kind of organisation is called so."))


def _sectors(text: str) -> list[str]:
    """Sectors by their codes or their names in four languages, parted by ; or ,"""
    found = []
    for word in re.split(r"[;,،]", text):
        sector = next((sector for sector in Sector if folded(word) in _names_of(sector)), None)
        if folded(word) and sector is None:
            raise Wrong(_("No sector is called so: %(word)s.") % {"word": word.strip()[:40]})
        found += [sector.value] if sector else []
    return list(dict.fromkeys(found))


def _names_of(choice: Any) -> set[str]:
    """The code of a choice and its name in four languages, folded; without what stands after a comma, which parts sectors."""
    names = {choice.value}
    for language in ("fr", "ar", "es", "en"):
        with override(language):
            names |= {str(choice.label), *re.split(r"[,،]", str(choice.label))[:1]}
    return {folded(name) for name in names}


def _our_number(text: str) -> int:
    number = western(text).removesuffix(".0")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise Wrong(_("Our number is made of digits."))
    return int(number)


def _address_on_the_web(text: str) -> str:
    return text if "://" in text else f"https://{text}"


COLUMNS = (
    Column("number", gettext_lazy("our number"), ("numero taghyir", "taghyir number"), _our_number),
    Column("mark", gettext_lazy("mark (leave it as it is)"), (), read_mark),
    Column("name", gettext_lazy("name"), ("nom", "raison sociale", "dénomination", "الاسم", "اسم", "title")),
    Column("name_fr", gettext_lazy("name in French"), ("name:fr", "nom fr", "nom latin")),
    Column("name_ar", gettext_lazy("name in Arabic"), ("name:ar", "nom ar", "nom arabe", "الاسم بالعربية")),
    Column("name_en", gettext_lazy("name in English"), ("name:en", "nom en")),
    Column("other_names", gettext_lazy("other names, acronym"), ("acronym", "sigle", "alt_name", "short_name")),
    Column("category", gettext_lazy("category"), ("type", "catégorie", "صنف", "categoría")),
    Column("kind", gettext_lazy("kind"), ("nature", "النوع"), _kind),
    Column("legal_form", gettext_lazy("legal form"), ("statut juridique", "statut", "الشكل القانوني")),
    Column("country", gettext_lazy("country"), ("pays", "country_code", "addr:country", "البلد"), country_named),
    Column("territory", gettext_lazy("territory"), ("territoire du programme",)),
    Column("governorate_code", gettext_lazy("code of the governorate"), ("iso", "iso 3166-2", "province_code")),
    Column(
        "governorate",
        gettext_lazy("governorate or province"),
        ("gouvernorat", "province", "الولاية", "الإقليم", "préfecture"),
    ),
    Column(
        "place",
        gettext_lazy("commune or delegation"),
        ("delegation", "délégation", "commune", "lieu", "المعتمدية", "الجماعة"),
    ),
    Column("place_code", gettext_lazy("code of the place"), ("delegation_code_geo", "code_geo", "code commune")),
    Column("activity_fr", gettext_lazy("activity, in French"), ("activity", "activité", "activités", "secteur")),
    Column("activity_ar", gettext_lazy("activity, in Arabic"), ("النشاط",)),
    Column("offers", gettext_lazy("products and services"), ("produits", "products", "services", "المنتجات")),
    Column("founded_on", gettext_lazy("founded on"), ("start_date", "date de création", "تاريخ التأسيس"), day),
    Column(
        "phone",
        gettext_lazy("phone of the organisation"),
        ("phone", "tel", "téléphone", "gsm", "contact:phone", "الهاتف"),
        is_checked=False,
    ),
    Column(
        "email",
        gettext_lazy("e-mail of the organisation"),
        ("e-mail", "mail", "courriel", "contact:email", "البريد الإلكتروني"),
    ),
    Column(
        "website",
        gettext_lazy("website"),
        ("site web", "site", "url", "web", "contact:website", "الموقع"),
        _address_on_the_web,
    ),
    Column("housenumber", gettext_lazy("house number"), ("addr:housenumber",)),
    Column("street", gettext_lazy("street"), ("rue", "addr:street", "الشارع")),
    Column("postcode", gettext_lazy("postcode"), ("code postal", "addr:postcode")),
    Column("city", gettext_lazy("town"), ("ville", "addr:city", "المدينة")),
    Column("address", gettext_lazy("address"), ("adresse", "العنوان")),
    Column("latitude", gettext_lazy("latitude"), ("lat", "y"), degrees),
    Column("longitude", gettext_lazy("longitude"), ("lon", "lng", "long", "x"), degrees),
    Column("women_members", gettext_lazy("women members"), ("femmes membres", "adhérentes"), whole_number),
    Column("men_members", gettext_lazy("men members"), ("hommes membres", "adhérents"), whole_number),
    Column("women_board", gettext_lazy("women on the board"), ("femmes au bureau",), whole_number),
    Column("men_board", gettext_lazy("men on the board"), ("hommes au bureau",), whole_number),
    Column("sectors", gettext_lazy("sectors"), ("secteurs", "sector"), _sectors, is_checked=False),
    Column("is_care", gettext_lazy("takes care of people"), ("care", "soin"), yes_or_no),
    Column("is_circular", gettext_lazy("keeps materials in use"), ("circular", "circulaire"), yes_or_no),
    Column("is_women_led", gettext_lazy("led by women"), ("dirigée par des femmes", "women_led"), yes_or_no),
    Column("ice", gettext_lazy("ICE"), ("ice",), lambda text: checked("ice", "MA", text).value),
    Column(
        "tax_number",
        gettext_lazy("tax identifier / RNE"),
        ("matricule fiscal", "mf", "rne"),
        lambda text: checked("mf", "TN", text).value,
    ),
    Column("osm_type", gettext_lazy("kind of OpenStreetMap element"), ("osm_type",)),
    Column("osm_id", gettext_lazy("number of the OpenStreetMap element"), ("osm_id", "@id")),
    Column("source", gettext_lazy("source"), ("source_dataset", "dataset")),
    Column("source_ref", gettext_lazy("reference in the source"), ("ref", "référence", "id")),
    Column("licence", gettext_lazy("licence of the source"), ("license",)),
)


@cache
def _names_of_columns() -> dict[str, str]:
    return {name: column.name for column in COLUMNS for name in column.headings() if len(name) > 2}


def guessed(headings: Sequence[str], said: Mapping[str, str], known: Mapping[str, Column]) -> list[str]:
    """What each column is: what is known, else what its heading speaks of in whole words, once; "" when nothing is likely."""
    taken = {column.name for column in known.values()}
    guesses = []
    for heading in headings:
        guess = known[heading].name if heading in known else ""
        if not guess and folded(heading) not in said:
            guess = _likely(heading, taken)
            taken.add(guess)
        guesses.append(guess)
    return guesses


def _likely(heading: str, taken: set[str]) -> str:
    words = f" {folded(heading)} "
    found = [name for name, column in _names_of_columns().items() if f" {name} " in words and column not in taken]
    return _names_of_columns()[max(found, key=len)] if found else ""
