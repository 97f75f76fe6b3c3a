"""When a duty falls due: pure reckoning, from an anchor and a delay. Knows no database.

A month or a year keeps the number of the day, and is cut at the end of a shorter month: 31 January and one month is the last day
of February.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Protocol

IsOff = Callable[[dt.date], bool]


class Rule(Protocol):
    """What is asked of a deadline: the fields of a fact that say when."""

    anchor: Any
    offset: Any
    offset_unit: Any
    direction: Any
    recurrence: Any
    month: Any
    day: Any
    day_off: Any


def moved(day: dt.date, unit: str, count: int) -> dt.date:
    """`day` and `count` days, months or years; back when negative. OverflowError outside the years 1 to 9999."""
    if unit == "days":
        return day + dt.timedelta(days=count)
    months = day.year * 12 + day.month - 1 + (count * 12 if unit == "years" else count)
    year, month = divmod(months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"year {year}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def at_work(day: dt.date, day_off: str, is_off: IsOff) -> dt.date:
    """`day`, or the working day the rule moves it to; a day at which people work stays."""
    step = {"later": 1, "earlier": -1}.get(day_off, 0)
    while step and is_off(day) and dt.date.min < day < dt.date.max:
        day += dt.timedelta(days=step)
    return day


def due_days(
    rule: Rule, anchors: dict[str, dt.date], first: dt.date, last: dt.date, is_off: IsOff = lambda day: False
) -> list[dt.date]:
    """The days from `first` to `last`, both included, at which `rule` falls due, in order. None when its anchor is not known.

    A yearly rule is counted from each anniversary of the anchor, that of the anchor itself first.
    """
    return sorted({day for _from, day in due_pairs(rule, anchors, first, last, is_off)})


def due_pairs(
    rule: Rule, anchors: dict[str, dt.date], first: dt.date, last: dt.date, is_off: IsOff = lambda day: False
) -> list[tuple[dt.date, dt.date]]:
    """Those days, each after the day from which it is counted: the anchor, its anniversary, the day of the calendar itself."""
    pairs = {(since, at_work(day, rule.day_off, is_off)) for since, day in _unmoved(rule, anchors, first, last)}
    return sorted((since, day) for since, day in pairs if first <= day <= last)


def _unmoved(
    rule: Rule, anchors: dict[str, dt.date], first: dt.date, last: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    if rule.anchor == "calendar":
        for year in range(max(first.year - 1, dt.MINYEAR), min(last.year + 1, dt.MAXYEAR) + 1):
            day = dt.date(year, rule.month, min(rule.day, calendar.monthrange(year, rule.month)[1]))
            yield day, day
        return
    anchor = anchors.get(rule.anchor)
    if anchor is None:
        return
    count = -rule.offset if rule.direction == "before" else rule.offset
    try:
        due = moved(anchor, rule.offset_unit, count)
    except OverflowError:  # outside the calendar it falls due on no day
        return
    if rule.recurrence != "yearly":
        yield anchor, due
        return
    for years in _years_around(anchor, due, first, last):
        since = moved(anchor, "years", years)
        yield since, moved(since, rule.offset_unit, count)


def _years_around(anchor: dt.date, due: dt.date, first: dt.date, last: dt.date) -> range:
    """The anniversaries of `anchor` whose due day may lie between `first` and `last`."""
    latest = min(last.year - due.year + 2, dt.MAXYEAR - max(anchor.year, due.year) - 1)
    return range(max(0, first.year - due.year - 2), latest + 1)
