"""Where a row of an import lies: its country, its place and territory when they are ours, and the rest as an address."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.text import folded
from taghyir.places.models import Country, Place, Territory
from taghyir.tables.imports import Wrong

_COUNTRIES = {
    "MA": {"ma", "maroc", "morocco", "marruecos", "المغرب"},
    "TN": {"tn", "tunisie", "tunisia", "tunez", "تونس"},
}
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
    """The code of one of the two countries, from its name in four languages."""
    word = folded(text)
    for code, names in _COUNTRIES.items():
        if word in {folded(name) for name in names}:
            return code
    raise Wrong(
        _("Only organisations of Morocco and Tunisia come in: %(country)s is neither.") % {"country": text[:40]}
    )


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
        if place := self.by_code.get((country, facts.get("place_code", ""))):
            return place, []
        around = self._named(country, facts.get("governorate", ""), wide=True)
        place = self._named(country, facts.get("place", ""), wide=False, within=around)
        names = ((facts.get("place"), place), (facts.get("governorate"), around or place))
        return place or around, [name for name, known in names if name and not known]

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
