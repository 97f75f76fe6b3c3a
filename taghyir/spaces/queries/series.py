"""What would become of each date of a series, before anything is written."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from taghyir.core.actions import Refused
from taghyir.directory.models import Organisation
from taghyir.people.models import Person, User
from taghyir.places.queries import holidays_between
from taghyir.spaces.clock import days_between, moment_in, week_of
from taghyir.spaces.models import Booking, Space
from taghyir.spaces.policies import visible_bookings
from taghyir.spaces.queries.bookings import hours_held
from taghyir.spaces.rules import check_hours, check_quota

FREE, YOURS, TAKEN = "free", "yours", "taken"


@dataclass
class SeriesDate:
    """One date of a series: free, already booked by who asks, or why it is skipped."""

    day: dt.date
    verdict: str  # free, yours, taken, or the code of the rule that says no
    sentence: str = ""
    span: tuple[dt.datetime, dt.datetime] | None = None  # none for an hour that does not exist
    booking: Booking | None = None  # who has it, for who may see that

    @property
    def is_free(self) -> bool:
        return self.verdict == FREE


def series_report(
    actor: User,
    space: Space,
    *,
    day: dt.date,
    starts: dt.time,
    ends: dt.time,
    every_weeks: int,
    until: dt.date,
    organisation: Organisation | None = None,
    person: Person | None = None,
) -> list[SeriesDate]:
    """Each date: free, or why not. Hours are those of the clocks there, before Ramadan, during and after.

    The number of statements does not grow with the number of dates, but for the weeks of a quota.
    """
    days = days_between(day, until, every_weeks)
    off = set(holidays_between(days[0], days[-1], space.territory.country).values_list("on", flat=True))
    dates = [_date_of(space, one, starts, ends, off) for one in days]
    _mark_taken(actor, space, [date for date in dates if date.is_free])
    if space.hours_a_week is not None and (organisation or person):
        _mark_beyond_quota(space, [date for date in dates if date.is_free], organisation, person)
    return dates


def _date_of(space: Space, day: dt.date, starts: dt.time, ends: dt.time, off: set[dt.date]) -> SeriesDate:
    zone = space.territory.time_zone
    try:
        starts_at, ends_at = moment_in(zone, day, starts), moment_in(zone, day, ends)
        check_hours(space, starts_at, ends_at, off)
    except Refused as refusal:
        return SeriesDate(day, refusal.code, str(refusal))
    return SeriesDate(day, FREE, "", (starts_at, ends_at))


def _mark_taken(actor: User, space: Space, dates: list[SeriesDate]) -> None:
    spans = [date.span for date in dates if date.span]
    if not spans:
        return
    held = list(Booking.objects.holding().during(spans[0][0], spans[-1][1]).filter(space=space).order_by("starts_at"))
    seen = visible_bookings(actor).filter(pk__in=[one.pk for one in held])
    known = {one.pk: one for one in seen.select_related("organisation", "person", "gathering").order_by("pk")}
    for date, (starts_at, ends_at) in zip(dates, spans, strict=True):
        other = next((one for one in held if one.starts_at < ends_at and one.ends_at > starts_at), None)
        if other is not None:
            date.booking = known.get(other.pk)
            is_same = (other.booked_by_id, other.starts_at, other.ends_at) == (actor.pk, starts_at, ends_at)
            date.verdict = YOURS if is_same and date.booking else TAKEN


def _mark_beyond_quota(
    space: Space, dates: list[SeriesDate], organisation: Organisation | None, person: Person | None
) -> None:
    held: dict[dt.date, dt.timedelta] = defaultdict(dt.timedelta)
    for date in dates:
        monday = week_of(date.day)[0]
        if monday not in held:
            held[monday] = hours_held(space, date.day, organisation, person)
        lasts = date.span[1] - date.span[0] if date.span else dt.timedelta()
        try:
            check_quota(space, held[monday], lasts)
            held[monday] += lasts
        except Refused as refusal:
            date.verdict, date.sentence = refusal.code, str(refusal)
