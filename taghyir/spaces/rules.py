"""When a space may be had, and for how long. Each rule is a sentence, asked of one date or of each date of a series."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.places.queries import local_time
from taghyir.spaces.clock import moment_in
from taghyir.spaces.models import Space

AT_THE_DOOR = dt.timedelta(minutes=15)  # who stands before it books it as it begins
FARTHEST = dt.timedelta(days=366)
LONGEST_LOAN = dt.timedelta(days=31)
MOST_WEEKS = 12  # between two dates of a series


def check_day(day: dt.date, field: str = "day") -> None:
    """Refused when `day` is more than a year away: no clock has to be asked about it."""
    today = timezone.localdate()
    if day < today - FARTHEST:
        raise Refused(_("This hour is past."), code="past", field=field)
    if day > today + FARTHEST:
        raise Refused(_("A year ahead at most."), code="far", field=field)


def span_in(
    zone: str, day: dt.date, starts: dt.time, last_day: dt.date, ends: dt.time
) -> tuple[dt.datetime, dt.datetime]:
    """From one hour to another as instants. Refused more than a year away, and where clocks jump over one of them."""
    check_day(day)
    check_day(last_day, "last_day")
    return moment_in(zone, day, starts), moment_in(zone, last_day, ends)


def check_hours(space: Space, starts_at: dt.datetime, ends_at: dt.datetime, days_off: Collection[dt.date] = ()) -> None:
    """Refused when the span is reversed, past, too far, too long, outside the open hours, or on one of `days_off`."""
    now = timezone.now()
    if ends_at <= starts_at:
        raise Refused(_("It ends after it begins."), code="reversed", field="ends")
    if starts_at < now - AT_THE_DOOR:
        raise Refused(_("This hour is past."), code="past", field="day")
    if ends_at > now + FARTHEST:
        raise Refused(_("A year ahead at most."), code="far", field="day")
    starts, ends = local_time(starts_at, space.territory), local_time(ends_at, space.territory)
    _check_length(space, starts, ends)
    _check_open(space, starts, ends)
    if starts.date() in days_off:
        raise Refused(_("It is a holiday there."), code="holiday", field="day")


def _check_length(space: Space, starts: dt.datetime, ends: dt.datetime) -> None:
    if space.is_lent and ends - starts > LONGEST_LOAN:
        raise Refused(_("A month at most."), code="long", field="last_day")
    if not space.is_lent and starts.date() != ends.date():
        raise Refused(
            _("A room or a desk is booked for one day at a time. Book a series."), code="long", field="last_day"
        )


def _check_open(space: Space, starts: dt.datetime, ends: dt.datetime) -> None:
    opens, closes = space.opens_at, space.closes_at
    within = all(opens <= moment.time() <= closes for moment in (starts, ends))
    open_days = {starts.weekday(), ends.weekday()} <= set(space.open_days)
    if not (within and open_days):
        words = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
        raise Refused(
            _("It is closed then. It opens at %(opens)s and closes at %(closes)s, on its open days.") % words,
            code="closed",
            field="day",
        )


def check_people(space: Space, people: int) -> None:
    """Refused when more people are to come than it holds."""
    if people > space.capacity:
        raise Refused(
            _("It holds %(capacity)s people at once.") % {"capacity": space.capacity}, code="capacity", field="people"
        )


def check_quota(space: Space, held: dt.timedelta, asked: dt.timedelta) -> None:
    """Refused when `asked` does not fit in what is left of the hours of the week, of which `held` are taken."""
    if space.hours_a_week is None:
        return
    left = dt.timedelta(hours=space.hours_a_week) - held
    if asked > left:
        hours: Any = max(0, int(left / dt.timedelta(hours=1)))
        words = {"most": space.hours_a_week, "left": hours}
        raise Refused(
            _("Here each organisation has %(most)s hours a week, and %(left)s are left this week.") % words,
            code="quota",
        )


def check_series(day: dt.date, until: dt.date, every_weeks: int) -> None:
    """Refused when the last date is before the first, either is more than a year away, or the weeks make no sense."""
    check_day(day)
    if until < day:
        raise Refused(_("The last day comes after the first."), code="reversed", field="until")
    check_day(until, "until")
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Refused(_("Every week, or every twelve weeks at most."), code="weeks", field="every_weeks")
