"""When a duty falls due: known days, and what holds for every rule."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taghyir.compliance.dates import at_work, due_days, moved
from taghyir.places.queries import is_weekend

days = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
counts = st.integers(0, 400)
units = st.sampled_from(["days", "months", "years"])


def rule(**facts):
    written = {"anchor": "year_end", "offset": 3, "offset_unit": "months", "direction": "after", "recurrence": "once"}
    return SimpleNamespace(**{**written, "month": None, "day": None, "day_off": "stays", **facts})


@pytest.mark.parametrize(
    ("day", "unit", "count", "there"),
    [
        ("2026-01-31", "months", 1, "2026-02-28"),
        ("2028-01-31", "months", 1, "2028-02-29"),
        ("2028-02-29", "years", 1, "2029-02-28"),
        ("2028-02-29", "years", 4, "2032-02-29"),
        ("2026-03-31", "months", -1, "2026-02-28"),
        ("2026-12-31", "months", 3, "2027-03-31"),
        ("2026-01-01", "days", -1, "2025-12-31"),
    ],
)
def test_a_month_is_cut_at_its_end(day, unit, count, there):
    assert moved(dt.date.fromisoformat(day), unit, count) == dt.date.fromisoformat(there)


def test_three_months_after_the_end_of_each_year():
    anchors = {"year_end": dt.date(2025, 12, 31)}
    found = due_days(rule(recurrence="yearly"), anchors, dt.date(2026, 1, 1), dt.date(2028, 12, 31))
    assert found == [dt.date(2026, 3, 31), dt.date(2027, 3, 31), dt.date(2028, 3, 31)]


def test_fifteen_days_before_the_assembly_and_once_a_year_by_a_day():
    notice = rule(anchor="meeting", offset=15, offset_unit="days", direction="before")
    meeting = {"meeting": dt.date(2026, 3, 10)}
    assert due_days(notice, meeting, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == [dt.date(2026, 2, 23)]
    by_march = rule(anchor="calendar", month=2, day=29, recurrence="yearly")
    window = (dt.date(2027, 1, 1), dt.date(2028, 12, 31))
    assert due_days(by_march, {}, *window) == [dt.date(2027, 2, 28), dt.date(2028, 2, 29)]


def test_nothing_is_due_when_its_anchor_is_not_known():
    assert due_days(rule(), {}, dt.date(2026, 1, 1), dt.date(2030, 1, 1)) == []


@pytest.mark.parametrize("recurrence", ["once", "yearly"])
@pytest.mark.parametrize(("day", "direction"), [(dt.date.min, "before"), (dt.date.max, "after")])
def test_what_falls_outside_the_calendar_falls_due_on_no_day(day, direction, recurrence):
    far = rule(offset=30, offset_unit="days", direction=direction, recurrence=recurrence)
    assert due_days(far, {"year_end": day}, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == []
    assert at_work(day, "later" if direction == "after" else "earlier", lambda _day: True) == day


def test_a_day_off_moves_only_when_the_law_says_so():
    saturday = {"year_end": dt.date(2025, 10, 31)}
    window = (dt.date(2026, 1, 1), dt.date(2026, 3, 1))
    for day_off, day in (("stays", 31), ("later", 33), ("earlier", 30)):
        found = due_days(rule(day_off=day_off), saturday, *window, is_weekend)
        assert found == [dt.date(2026, 1, 1) + dt.timedelta(days=day - 1)]


def test_a_property_is_not_judged_by_the_clock():
    assert settings.default.deadline is None, "a machine shared by several stops a test longer than 200 ms"


@given(days, units, counts)
def test_after_is_never_before_its_anchor_nor_the_reverse(day, unit, count):
    assert moved(day, unit, count) >= day >= moved(day, unit, -count)


@given(days, st.sampled_from(["months", "years"]), counts)
def test_the_number_of_the_day_stays_or_is_the_last_of_a_shorter_month(day, unit, count):
    there = moved(day, unit, count)
    assert there.day == day.day or (there.day < day.day and (there + dt.timedelta(days=1)).day == 1)


@given(days, st.sampled_from(["stays", "later", "earlier"]))
def test_moving_off_a_day_off_twice_changes_nothing(day, day_off):
    once = at_work(day, day_off, is_weekend)
    assert at_work(once, day_off, is_weekend) == once
    assert day_off == "stays" or not is_weekend(once)


@given(days, units, counts, st.sampled_from(["after", "before"]), st.sampled_from(["once", "yearly"]), days, counts)
def test_a_longer_window_finds_the_same_days_and_more(anchor, unit, offset, direction, recurrence, first, length):
    asked = rule(offset=offset, offset_unit=unit, direction=direction, recurrence=recurrence)
    anchors, last = {"year_end": anchor}, first + dt.timedelta(days=length * 10)
    found = due_days(asked, anchors, first, last)
    wide = due_days(asked, anchors, first - dt.timedelta(days=900), last + dt.timedelta(days=900))
    assert found == [day for day in wide if first <= day <= last]
    assert found == sorted(set(found))
    if direction == "after":
        assert all(day >= anchor for day in found)
