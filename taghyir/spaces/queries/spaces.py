"""Which spaces there are, and which are free between two times."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from taghyir.core.actions import Refused
from taghyir.people.models import User
from taghyir.people.queries import coordinators_of, users_with_role
from taghyir.places.models import Territory
from taghyir.places.queries import holidays_between
from taghyir.spaces.models import Booking, Loan, Space, SpacePhoto
from taghyir.spaces.policies import KEEPERS, visible_spaces
from taghyir.spaces.rules import span_in


def spaces_with_all(actor: Any) -> QuerySet[Space]:
    """The spaces `actor` may see, by territory and kind, with where they are; those of their own territories first."""
    roles = actor.roles_today if actor.is_authenticated else []
    own = [role.territory_id for role in roles if role.territory_id]
    rows = visible_spaces(actor).select_related("territory", "place")
    near = [Case(When(territory__in=own, then=0), default=1)] if own else []
    return rows.order_by(*near, "territory__order", "-kind", "name_fr", "pk")


def photos_of(space: Space) -> QuerySet[SpacePhoto]:
    return SpacePhoto.objects.filter(space=space).order_by("pk")


def free_between(
    rows: QuerySet[Space], day: dt.date, starts: dt.time, ends: dt.time, last_day: dt.date | None = None
) -> QuerySet[Space]:
    """Those of `rows` that are open and held by nobody between two hours, each on its own clocks; equipment until `last_day`.

    One hour in Nador and the same hour in Le Kef are not the same instant. None are free on a holiday of their country, nor
    at an hour that their clocks jump over; what is out and late is not free before it is back.
    """
    until = last_day or day
    if (until, ends) <= (day, starts):
        return rows.none()
    off = holidays_between(day, day).order_by().values_list("country", flat=True)
    hours = Q(opens_at__lte=min(starts, ends), closes_at__gte=max(starts, ends), is_in_service=True)
    open_then = hours & Q(open_days__contains=sorted({day.weekday(), until.weekday()}))
    rows = rows.filter(open_then & Q(kind=Space.Kind.EQUIPMENT) if until > day else open_then)
    late = Loan.objects.filter(space=OuterRef("pk"), back_at=None, due_at__lt=timezone.now())
    rows = rows.filter(~Exists(late)).exclude(territory__country__in=list(off))
    free = Q(pk__in=[])
    for zone in Territory.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        with suppress(Refused):  # the hour does not exist there that day, or nobody books so far: nothing is free then
            span = span_in(zone, day, starts, until, ends)
            held = Booking.objects.holding().during(*span).filter(space=OuterRef("pk"))
            free |= Q(~Exists(held), territory__time_zone=zone)
    return rows.filter(free)


def keepers_of(territory: Territory) -> list[User]:
    """Who keeps the spaces of a territory; where nobody does, who coordinates the programme."""
    return list(users_with_role(*KEEPERS, territory=territory)) or list(coordinators_of(territory))
