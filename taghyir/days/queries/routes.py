"""Visits in the order of the road: from the office to the nearest, and on, along the positions that the directory shows."""

import math
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import cases_to_follow
from taghyir.days.policies import visible_cases_to_visit
from taghyir.people.models import User
from taghyir.places.models import Place, Territory
from taghyir.places.queries import places_of
from taghyir.tables.distances import EARTH

Point = tuple[float, float]  # latitude and longitude in degrees, WGS 84
MOST_STOPS = 15


@dataclass(frozen=True)
class Stop:
    """One visit of a day: where, how far from the one before in kilometres as the crow flies, if that is known."""

    case: Case
    point: Point | None
    km: float | None

    @property
    def geo(self) -> str:
        """What a phone opens in its own map (RFC 5870)."""
        return f"geo:{self.point[0]:.5f},{self.point[1]:.5f}" if self.point else ""

    @property
    def call(self) -> str:
        contact = self.case.demand.contact
        return (contact.phone if contact else "") or self.case.organisation.phone


def cases_to_visit(actor: User, keys: list[int] | None = None) -> QuerySet[Case]:
    """Open files `actor` may visit, those promised first; only `keys` when said."""
    if keys is not None:
        seen = visible_cases_to_visit(actor).filter(pk__in=keys[:MOST_STOPS])
        rows = seen.select_related(
            "organisation__place", "organisation__legal_form", "territory", "adviser__person", "demand__contact"
        )
        return rows.order_by("pk")
    return cases_to_follow(actor).order_by(F("next_step_on").asc(nulls_last=True), "pk")


def start_of(territory: Territory) -> Place | None:
    """The town of the mechanism: the place of the territory that bears its name, the smallest there is."""
    named = Q(name_fr__iexact=territory.name_fr) | Q(name_ar=territory.name_ar)
    own = places_of(territory) | Place.objects.filter(pk__in=territory.places.values("pk"))
    return own.filter(named, latitude__isnull=False, longitude__isnull=False).order_by("-code").first()


def kilometres(one: Point, other: Point) -> float:
    """Between two points on a sphere (haversine), in kilometres."""
    (north, east), (north2, east2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def ordered_route(cases: list[Case], start: Point | None) -> list[Stop]:
    """Each time the nearest that is left; those without a position come last, in their order."""
    placed = {case: _point_of(case) for case in cases}
    left = [case for case in cases if placed[case]]
    here, stops = start, []
    while left:
        nearest = min(left, key=lambda case: (kilometres(here, placed[case]), case.pk)) if here else left[0]  # type: ignore[arg-type]
        left.remove(nearest)
        point = placed[nearest]
        stops.append(Stop(nearest, point, kilometres(here, point) if here and point else None))
        here = point
    return stops + [Stop(case, None, None) for case in cases if placed[case] is None]


def _point_of(case: Case) -> Point | None:
    shown = case.organisation
    if shown.map_latitude is None or shown.map_longitude is None:
        return None
    return shown.map_latitude, shown.map_longitude
