"""Where a row of an import lies: its country, its place and territory when they are ours, and the rest as an address."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from taghyir.core.languages import base_language
from taghyir.core.text import folded
from taghyir.places.models import Country, Place, Territory
from taghyir.places.queries import repaired as repaired  # for the importer, beside where a row lies
from taghyir.tables.imports import Wrong

_LANGUAGES = (
    "fr",
    "ar",
    "es",
    "en",
    "de",
    "it",
    "pt",
    "el",
    "hu",
    "hr",
    "pl",
    "cs",
    "sl",
    "sk",
    "lv",
    "lt",
    "et",
    "fi",
    "ro",
    "bg",
    "nl",
    "tr",
)
_ALSO = {  # as people write them, beside the names of the languages above
    **dict.fromkeys(("uk", "england", "scotland", "wales", "northern ireland", "great britain"), "GB"),
    "oesterreich": "AT", "frace": "FR", "italu": "IT", "usa": "US", "holland": "NL",
}  # fmt: skip
_WIDE = {Place.Level.REGION, Place.Level.PROVINCE, Place.Level.GOUVERNORAT}
_ARTICLES = {"le", "la", "les", "el", "al"}
PARTS = (
    "governorate_code",
    "governorate",
    "place",
    "place_code",
    "housenumber",
    "street",
    "postcode",
    "city",
    "address",
)


def country_named(text: str) -> str:
    """The code of one of the two countries, from its name in many languages. The sentence that refuses another one names it."""
    code = _codes().get(folded(text))
    if code in Country.values:
        return str(code)
    name = Locale.parse(base_language()).territories.get(code, "") if code else ""
    said = f"{text[:40]} ({name})" if name and folded(name) != folded(text) else text[:40]
    raise Wrong(_("Only organisations of Morocco and Tunisia come in: %(country)s is neither.") % {"country": said})


@cache
def _codes() -> dict[str, str]:
    """The code of each country by its names, folded; a name beats a code, which two letters of a name may look like."""
    countries = [code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()]
    codes = {folded(code): code for code in countries}
    for language in _LANGUAGES:
        names = Locale(language).territories
        codes |= {folded(str(names[code])): code for code in countries if code in names}
    return codes | _ALSO


def _bare(name: str) -> str:
    """A name without the article that some write and others leave: Le Kef, Kef."""
    words = folded(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words).removeprefix("ال")


class Whereabouts:
    """Knows every place and the territory around it. Three queries, once per import."""

    def __init__(self) -> None:
        self.by_code: dict[tuple[str, str], Place] = {}
        self.by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
        places = {place.pk: place for place in Place.objects.defer("folded")}
        for place in places.values():
            self.by_code[place.country, place.code] = place
            for name in {_bare(place.name_fr), _bare(place.name_ar)} - {""}:
                self.by_name[place.country, name].append(place)
        self.territories = {territory.pk: territory for territory in Territory.objects.all()}
        direct = Territory.places.through.objects.values_list("place_id", "territory_id")  # type: ignore[attr-defined]
        self._territory_of = {pk: self._around(place, places, dict(direct)) for pk, place in places.items()}

    def _around(self, place: Place, places: dict[int, Place], direct: dict[int, int]) -> Territory | None:
        here: Place | None = place
        while here is not None:
            if here.pk in direct:
                return self.territories[direct[here.pk]]
            here = places.get(here.parent_id) if here.parent_id else None
        return None

    def of(self, facts: dict[str, Any], default_country: str = "") -> dict[str, Any]:
        """Country, place, territory and address; what is not known is absent. Wrong when no country is said."""
        country = self._country(facts) or default_country
        if not country:
            raise Wrong(_("Say the country: add a column, or choose it above."))
        place, unplaced = self._place(country, facts)
        territory = facts.get("territory") or (self._territory_of[place.pk] if place else None)
        if territory is not None and territory.country != country:
            raise Wrong(_("This territory is of another country."))
        found = {"country": country, "place": place, "territory": territory, "address": _address(facts, unplaced)}
        return {name: value for name, value in found.items() if value}

    def _country(self, facts: dict[str, Any]) -> str:
        if country := facts.get("country"):
            return str(country)
        prefix = str(facts.get("governorate_code", ""))[:2].upper()
        if prefix in Country.values:
            return prefix
        if territory := facts.get("territory"):
            return str(territory.country)
        named = [facts[name] for name in ("place", "governorate") if facts.get(name)]
        countries = {code for name in named for code in Country.values if self.by_name.get((code, _bare(name)))}
        return countries.pop() if len(countries) == 1 else ""

    def _place(self, country: str, facts: dict[str, Any]) -> tuple[Place | None, list[str]]:
        """The place, the narrowest that is known, and the names that are none of ours."""
        coded = self.by_code.get((country, facts.get("place_code", "")))
        if coded and not ("number" in facts and self._is_another(coded, facts.get("place", ""))):
            return coded, []
        around = self._named(country, facts.get("governorate", ""), wide=True)
        place = self._named(country, facts.get("place", ""), wide=False, within=around)
        names = ((facts.get("place"), place), (facts.get("governorate"), around or place))
        return place or around, [name for name, known in names if name and not known]

    def _is_another(self, coded: Place, name: str) -> bool:
        """Whether the name is that of other places alone: somebody wrote it anew in our own list, and left the code."""
        named = self.by_name.get((coded.country, _bare(name)), [])
        return bool(named) and coded not in named

    def _named(self, country: str, name: str, *, wide: bool, within: Place | None = None) -> Place | None:
        """The one place so called; none when there are several."""
        found: Iterable[Place] = self.by_name.get((country, _bare(name)), []) if name else []
        found = [place for place in found if within is None or within.pk in (place.pk, place.parent_id)]
        best = [place for place in found if (place.level in _WIDE) is wide] or list(found)
        return best[0] if len(best) == 1 else None


def _address(facts: dict[str, Any], unplaced: list[str]) -> str:
    """The address on one line, and the places that are none of ours, so that nothing is lost."""
    street = " ".join(facts[name] for name in ("housenumber", "street") if facts.get(name))
    city = " ".join(facts[name] for name in ("postcode", "city") if facts.get(name))
    parts = [" ".join(part.split()) for part in (facts.get("address") or street, "" if facts.get("address") else city)]
    parts += [name for name in unplaced if folded(name) not in folded(" ".join(parts))]
    return ", ".join(part for part in parts if part)[:300]
