"""Days and hours on the clocks of a territory, as instants. Morocco moves its clocks for Ramadan, so an hour may not exist."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused


def moment_in(zone: str, day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of `time` on `day` in `zone`, in UTC; the first of two when clocks go back.

    Refused when clocks jump over it that day. The first and last days of the calendar have no instant in UTC: `rules.check_day`
    keeps them out.
    """
    local = dt.datetime.combine(day, time, ZoneInfo(zone))
    instant = local.astimezone(dt.UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            _("This hour does not exist on that day: clocks are put forward. Choose another one."), code="gap"
        )
    return instant


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week in which `day` falls."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def days_between(first: dt.date, until: dt.date, every_weeks: int) -> list[dt.date]:
    """`first`, then the same weekday every so many weeks, until the last day, included."""
    count = max(0, (until - first).days) // (7 * every_weeks)
    return [first + dt.timedelta(weeks=every_weeks * step) for step in range(count + 1)]
