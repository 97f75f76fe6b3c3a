"""The columns of the directory: those of the list people take away are those of the files they bring back."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from taghyir.core.text import folded
from taghyir.directory.identifiers import checked
from taghyir.directory.models import Identifier, Organisation
from taghyir.directory.whereabouts import country_named
from taghyir.tables.cells import day, degrees, western, whole_number, yes_or_no
from taghyir.tables.imports import Column, Wrong

NUMBERS = {"ice": Identifier.Type.ICE.value, "tax_number": Identifier.Type.TN_MF.value}  # column to type of identifier


def _kind(text: str) -> str:
    """The kind of an organisation by its code or its name in four languages."""
    for kind in Organisation.Kind:
        labels = {kind.value}
        for language in ("fr", "ar", "es", "en"):
            with override(language):
                labels.add(str(kind.label))
        if folded(text) in {folded(label) for label in labels}:
            return kind.value
    raise Wrong(_("No kind of organisation is called so."))


def _our_number(text: str) -> int:
    number = western(text).removesuffix(".0")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise Wrong(_("Our number is made of digits."))
    return int(number)


def _address_on_the_web(text: str) -> str:
    return text if "://" in text else f"https://{text}"


COLUMNS = (
    Column("number", gettext_lazy("our number"), ("numero taghyir", "taghyir number"), _our_number),
    Column("name", gettext_lazy("name"), ("nom", "raison sociale", "dénomination", "الاسم", "اسم", "title")),
    Column("name_fr", gettext_lazy("name in French"), ("name:fr", "nom fr", "nom latin")),
    Column("name_ar", gettext_lazy("name in Arabic"), ("name:ar", "nom ar", "nom arabe", "الاسم بالعربية")),
    Column("name_en", gettext_lazy("name in English"), ("name:en", "nom en")),
    Column("other_names", gettext_lazy("other names, acronym"), ("acronym", "sigle", "alt_name", "short_name")),
    Column("category", gettext_lazy("category"), ("type", "catégorie", "صنف", "categoría")),
    Column("kind", gettext_lazy("kind"), ("nature", "النوع"), _kind),
    Column("legal_form", gettext_lazy("legal form"), ("statut juridique", "statut", "الشكل القانوني")),
    Column("country", gettext_lazy("country"), ("pays", "country_code", "البلد"), country_named),
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


def read_from(name: str) -> Any:
    """How the value of a column is read of an organisation, for the list people take away."""
    if name == "number":
        return lambda organisation: organisation.pk
    if name == "kind":
        return lambda organisation: organisation.get_kind_display()
    if name in ("legal_form", "place", "territory"):
        return lambda organisation: str(getattr(organisation, name) or "")
    return lambda organisation: getattr(organisation, name)


_TAKEN_AWAY = (
    "number", "name", "name_ar", "other_names", "kind", "legal_form", "country", "territory", "place", "activity_fr",
    "activity_ar", "founded_on", "phone", "email", "website", "address", "latitude", "longitude", "women_members",
    "men_members", "women_board", "men_board", "is_women_led", "source", "licence",
)  # fmt: skip
EXPORTED = [(column.label, read_from(column.name)) for name in _TAKEN_AWAY for column in COLUMNS if column.name == name]
