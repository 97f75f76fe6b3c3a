"""What somebody looks for in the directory: the same words in an address, the API, an export, the map and an alert."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.db.models import Q

from taghyir.core.text import folded
from taghyir.directory.models import LegalForm, Organisation, OrganisationQuerySet, Sector
from taghyir.places.models import Place, Territory
from taghyir.tables.distances import Near, distance_from, within

KEPT_FOR = 300  # seconds the position of a place is kept
KILOMETRES = (5, 10, 25, 50, 100)
_YES = {"1", "on", "true", "yes"}
_CHOICES = {"kind": set(Organisation.Kind.values), "sector": set(Sector.values), "sort": {"name", "distance"}}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. Empty: everything. A value that cannot be is left out when it is read from an address."""

    q: str = ""  # half a name, in any script; a place; what it offers
    territory: str = ""  # slug
    place: str = ""  # country and code of a commune or a delegation: MA-02.381.01.07
    sector: str = ""
    product: str = ""
    kind: str = ""
    legal_form: str = ""  # code
    women_led: bool = False
    care: bool = False
    circular: bool = False
    label: str = ""  # code of one that stands: MA_BIO
    near: str = ""  # a place, as `place`: near it rather than in it
    within: int = 25  # km from `near`
    sort: str = "name"

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Asked":
        """From an address. `territory` may be a slug or a code; what is unknown or too long is left out.

        So is a place that was chosen among those of another territory, `place_of`, before the territory was changed.
        """
        found: dict[str, Any] = {}
        for field in fields(cls):
            text = str(query.get(field.name, "")).replace("\0", "").strip()[:100]
            if isinstance(field.default, bool):
                found[field.name] = text.casefold() in _YES
            elif isinstance(field.default, int):
                found[field.name] = (
                    int(text) if text.isascii() and text.isdigit() and int(text) in KILOMETRES else field.default
                )
            elif text and text in _CHOICES.get(field.name, {text}):
                found[field.name] = text
        if "place_of" in query and query["place_of"] != found.get("territory", ""):
            found.pop("place", None)
        return cls(**found)

    def chosen(self) -> dict[str, Any]:
        """What differs from everything, in the order of an address."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        if not self.near:
            said |= {"within": 25, "sort": "name"}
        return {field.name: said[field.name] for field in fields(self) if said[field.name] != field.default}

    def as_address(self, **changes: Any) -> str:
        """What stands after the `?` of an address; `changes` are made first, a value that is empty is taken out."""
        said = {**self.chosen(), **changes}
        return urlencode({name: "1" if value is True else value for name, value in said.items() if value})


def narrowed(rows: OrganisationQuerySet, asked: Asked, near: Near | None = None) -> OrganisationQuerySet:
    """Those of `rows` that answer `asked`, ordered; with `distance` in km when the nearest come first."""
    if asked.q:
        rows = rows.found_by(asked.q)
    rows = rows.filter(_condition_of(asked))
    near = near or near_of(asked)
    if near is None:
        return rows.filter(pk__lt=0) if asked.near else rows.order_by("sort_name", "pk")
    rows = rows.filter(within(near, "map_latitude", "map_longitude"))
    if asked.sort != "distance":
        return rows.order_by("sort_name", "pk")
    rows = rows.annotate(distance=distance_from(near, "map_latitude", "map_longitude"))
    return rows.order_by("distance", "pk")


def _condition_of(asked: Asked) -> Q:
    condition = Q()
    if asked.territory:
        condition &= Q(territory__in=Territory.objects.filter(Q(slug=asked.territory) | Q(code=asked.territory)))
    if asked.place:
        condition &= Q(place__in=_places_in(asked.place))
    if asked.sector:
        condition &= Q(sectors__contains=[asked.sector])
    if asked.product:
        condition &= Q(products__contains=[folded(asked.product)])
    if asked.label:
        condition &= Q(labels__contains=[asked.label])
    if asked.legal_form:
        condition &= Q(legal_form__in=LegalForm.objects.filter(code=asked.legal_form))
    yes = {"is_women_led": asked.women_led, "is_care": asked.care, "is_circular": asked.circular}
    facts = {name: True for name, wanted in yes.items() if wanted} | ({"kind": asked.kind} if asked.kind else {})
    return condition & Q(**facts)


def _places_in(key: str) -> Any:
    """The place with this key, and those within it."""
    country, _dash, code = key.partition("-")
    here = Place.objects.filter(country=country, code=code)
    return Place.objects.filter(Q(pk__in=here) | Q(parent__in=here) | Q(parent__parent__in=here))


def near_of(asked: Asked) -> Near | None:
    """Around which point, and how far, it is asked; None when it is not, or when nobody knows where that place is."""
    if not asked.near:
        return None
    name = f"position-{quote(asked.near)}"
    position: tuple[float, float] | None = cache.get(name)
    if position is None:
        if (position := _position_of(asked.near)) is None:
            return None
        cache.set(name, position, KEPT_FOR)
    return Near(*position, asked.within)


def _position_of(key: str) -> tuple[float, float] | None:
    country, _dash, code = key.partition("-")
    place = Place.objects.filter(country=country, code=code).first()
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
