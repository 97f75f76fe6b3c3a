"""Who has what, and when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, When
from django.utils import timezone

from taghyir.directory.models import Organisation
from taghyir.directory.queries import accounts_of
from taghyir.people.models import Person, User
from taghyir.places.queries import holidays_between, local_now
from taghyir.spaces.clock import moment_in, week_of
from taghyir.spaces.models import Booking, BookingQuerySet, Space
from taghyir.spaces.policies import visible_bookings

MIDNIGHT = dt.time(0)
OFFER_STANDS = dt.timedelta(days=1)  # then whoever waits next is told too


def bookings_with_all(actor: Any) -> BookingQuerySet:
    """The bookings `actor` may see, those to come by their day, then the latest, with all that a line tells."""
    rows = visible_bookings(actor).select_related(
        "space__territory", "organisation", "person", "gathering", "booked_by__person", "use"
    )
    to_come = Case(When(ends_at__gte=timezone.now(), then="starts_at"))
    return rows.order_by(to_come.asc(nulls_last=True), "-starts_at", "-pk")


def is_taken(space: Space, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Whether somebody holds `space` for an instant of this span."""
    return Booking.objects.holding().during(starts_at, ends_at).filter(space=space).exists()


def hours_held(space: Space, day: dt.date, organisation: Organisation | None, person: Person | None) -> dt.timedelta:
    """How long `space` is held in the week of `day` for one organisation, or for one person on their own."""
    if organisation is None and person is None:
        return dt.timedelta()
    whose = {"organisation": organisation} if organisation else {"organisation": None, "person": person}
    monday, sunday = week_of(day)
    zone = space.territory.time_zone
    week = moment_in(zone, monday, MIDNIGHT), moment_in(zone, sunday + dt.timedelta(days=1), MIDNIGHT)
    held = Booking.objects.holding().filter(space=space, starts_at__gte=week[0], starts_at__lt=week[1], **whose)
    spans = held.order_by().values_list("starts_at", "ends_at")
    return sum((end - start for start, end in spans), dt.timedelta())


def offers_to_make(freed: Booking, told_before: dt.datetime | None = None) -> list[Booking]:
    """Who may have what is free of the hours of `freed`, who waited longest first; no two of them want the same instant.

    Hours told to another in the last day are left to them. Who was told already is told again only if it was before
    `told_before`: the hours were taken meanwhile.
    """
    waiting = Booking.objects.filter(
        space=freed.space_id, space__is_in_service=True, state=Booking.State.WAITING, starts_at__gt=timezone.now()
    )
    kept = list(waiting.filter(offered_at__gt=timezone.now() - OFFER_STANDS))
    again = Q(offered_at__lt=told_before) if told_before else Q(pk__in=[])
    line = waiting.during(freed.starts_at, freed.ends_at).filter(Q(offered_at=None) | again)
    found: list[Booking] = []
    for one in line.select_related("space__territory").order_by("asked_at", "pk"):
        if not any(one.overlaps(other) for other in (*kept, *found) if other != one):
            found += [] if is_taken(one.space, one.starts_at, one.ends_at) else [one]
    return found


def offers_expired() -> BookingQuerySet:
    """Hours told to somebody more than a day ago, who did not take them."""
    rows = Booking.objects.filter(state=Booking.State.WAITING, offered_at__lte=timezone.now() - OFFER_STANDS)
    return rows.filter(starts_at__gt=timezone.now()).order_by("asked_at", "pk")


def people_concerned(booking: Booking) -> list[User]:
    """The accounts of who booked, as long as they see it, and of those it is for, each once."""
    users = [booking.booked_by] if visible_bookings(booking.booked_by).filter(pk=booking.pk).exists() else []
    if booking.organisation:
        users += accounts_of(booking.organisation)
    account = getattr(booking.person, "user", None) if booking.person else None
    if account is not None:
        users.append(account)
    return [user for user in dict.fromkeys(users) if user.is_active and not user.is_robot]


@dataclass
class Taken:
    """Hours of one day that are held; the booking itself for who may see it, else nothing more."""

    starts: dt.datetime
    ends: dt.datetime
    booking: Booking | None


@dataclass
class DayOfSpace:
    """One day of the week of a space."""

    day: dt.date
    is_open: bool
    holiday: str
    taken: list[Taken]
    is_past: bool

    @property
    def may_be_booked(self) -> bool:
        return self.is_open and not self.holiday and not self.is_past


def week_of_space(actor: Any, space: Space, day: dt.date | None = None) -> list[DayOfSpace]:
    """The seven days of the week in which `day` falls, each with the hours that are held. In four statements."""
    today = local_now(space.territory).date()
    monday, sunday = week_of(day or today)
    zone = space.territory.time_zone
    span = moment_in(zone, monday, MIDNIGHT), moment_in(zone, sunday + dt.timedelta(days=1), MIDNIGHT)
    held = list(Booking.objects.holding().during(*span).filter(space=space).order_by("starts_at", "pk"))
    known = {one.pk: one for one in bookings_with_all(actor).filter(pk__in=[one.pk for one in held])}
    holidays = {one.on: str(one) for one in holidays_between(monday, sunday, space.territory.country)}
    days = []
    for step in range(7):
        on = monday + dt.timedelta(days=step)
        taken = [_taken(one, space, known) for one in held]
        of_day = [one for one in taken if one.starts.date() <= on <= one.ends.date()]
        days.append(DayOfSpace(on, on.weekday() in space.open_days, holidays.get(on, ""), of_day, on < today))
    return days


def _taken(booking: Booking, space: Space, known: dict[int, Booking]) -> Taken:
    booking.space = space
    return Taken(booking.starts, booking.ends, known.get(booking.pk))
