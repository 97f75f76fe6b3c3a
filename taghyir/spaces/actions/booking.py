"""Booking a space once or many times, giving it back, and taking the place one waited for."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store, store_all
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.people.models import Person, User
from taghyir.places.queries import holidays_between
from taghyir.spaces import queries
from taghyir.spaces.locking import check_state, locked_booking, locked_space, store_changed
from taghyir.spaces.models import Booking, Loan, Series, Space
from taghyir.spaces.policies import can_book_for, can_book_space, can_cancel_booking, can_hand_over, can_take_place
from taghyir.spaces.rules import check_hours, check_people, check_quota, check_series, span_in
from taghyir.tables.text import cleaned

State = Booking.State


@action("booking.asked")
def book_space(
    *,
    actor: User,
    space: Space,
    day: dt.date,
    starts: dt.time,
    ends: dt.time,
    purpose: str,
    people: int = 1,
    last_day: dt.date | None = None,
    organisation: Organisation | None = None,
    gathering: Gathering | None = None,
    or_wait: bool = False,
) -> Booking:
    """Hold `space` between two hours of the clocks there; confirmed at once where nobody confirms, and for who would.

    With `or_wait`, the waiting list when it is taken. Refused when it is taken, closed, past, a year ahead, too long, too small,
    beyond the hours of the week, or at an hour that clocks jump over.
    """
    require(can_book_space(actor, space) and can_book_for(actor, organisation, gathering))
    space = locked_space(space)
    starts_at, ends_at = span_in(space.territory.time_zone, day, starts, last_day or day, ends)
    check_hours(space, starts_at, ends_at, _days_off(actor, space, day))
    check_people(space, people)
    booking = Booking(space=space, starts_at=starts_at, ends_at=ends_at, people=people)
    _say_for_whom(booking, actor, purpose, organisation, gathering)
    if or_wait and queries.is_taken(space, starts_at, ends_at):
        booking.state = State.WAITING
        return _store_waiting(booking)
    _check_week(booking, day)
    booking.state = _state_at_first(actor, space)
    return store(booking)


def _store_waiting(booking: Booking) -> Booking:
    """Refused to who waits for the same hours already."""
    same = Booking.objects.filter(space=booking.space, booked_by=booking.booked_by, state=State.WAITING)
    if same.filter(starts_at=booking.starts_at, ends_at=booking.ends_at).exists():
        raise Refused(_("You are on the list for these hours already."), code="known")
    return store(booking)


def _days_off(actor: User, space: Space, day: dt.date) -> set[dt.date]:
    """Holidays there, on which field staff alone may open."""
    if can_hand_over(actor, space):
        return set()
    return set(holidays_between(day, day, space.territory.country).values_list("on", flat=True))


def _say_for_whom(
    booking: Booking, actor: User, purpose: str, organisation: Organisation | None, gathering: Gathering | None
) -> None:
    booking.booked_by, booking.purpose = actor, cleaned(purpose)
    booking.organisation, booking.gathering = organisation, gathering
    booking.person = _on_their_own(actor, organisation, gathering)
    booking.asked_at = booking.changed_at = timezone.now()


def _on_their_own(actor: User, organisation: Organisation | None, gathering: Gathering | None) -> Person | None:
    return actor.person if organisation is None and gathering is None else None


def _state_at_first(actor: User, space: Space) -> str:
    return State.ASKED if space.needs_confirmation and not can_hand_over(actor, space) else State.CONFIRMED


def _check_week(booking: Booking, day: dt.date) -> None:
    if booking.space.hours_a_week is not None and booking.gathering is None:
        held = queries.hours_held(booking.space, day, booking.organisation, booking.person)
        check_quota(booking.space, held, booking.ends_at - booking.starts_at)


@action("series.asked")
def book_series(
    *,
    actor: User,
    space: Space,
    day: dt.date,
    starts: dt.time,
    ends: dt.time,
    every_weeks: int,
    until: dt.date,
    purpose: str,
    people: int = 1,
    organisation: Organisation | None = None,
) -> Series:
    """The same hours every so many weeks: the dates that are free are booked, the others are left out, as the report said.

    Twice changes nothing: the series that stands is given back. Refused when no date is free.
    """
    require(can_book_space(actor, space) and can_book_for(actor, organisation, None))
    check_series(day, until, every_weeks)
    space = locked_space(space)
    check_people(space, people)
    person = _on_their_own(actor, organisation, None)
    when = {"day": day, "starts": starts, "ends": ends, "every_weeks": every_weeks, "until": until}
    report = queries.series_report(actor, space, organisation=organisation, person=person, **when)  # type: ignore[arg-type]
    free = [date for date in report if date.is_free]
    if not free:
        return _standing_series(report)
    series = store(Series(space=space, booked_by=actor, first_on=day, until=until, every_weeks=every_weeks))
    spans = [date.span for date in free if date.span]
    bookings = [Booking(space=space, series=series, starts_at=first, ends_at=last) for first, last in spans]
    for booking in bookings:
        booking.state, booking.people = _state_at_first(actor, space), people
        _say_for_whom(booking, actor, purpose, organisation, None)
    store_all(bookings)
    vars(series)["journal_details"] = {"booked": len(free), "left_out": len(report) - len(free)}
    return series


def _standing_series(report: list[queries.SeriesDate]) -> Series:
    """The series whose dates are booked already. Refused when there is none."""
    known = (date.booking.series_id for date in report if date.verdict == "yours" and date.booking)
    key = next((one for one in known if one), None)
    if key is None:
        raise Refused(_("None of these dates is free."), code="none_free")
    series = Series.objects.select_related("space__territory").get(pk=key)
    vars(series)["journal_details"] = {"booked": 0}
    return series


@action("booking.cancelled")
def cancel_booking(*, actor: User, booking: Booking, reason: str = "") -> Booking:
    """The space is free again, and whoever waited longest is told. Refused when it is over, or the equipment is still out."""
    require(can_cancel_booking(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.ASKED, State.CONFIRMED, State.WAITING)
    if booking.is_over:
        raise Refused(_("It is over: say who came, or that nobody did."), code="over")
    if Loan.objects.filter(booking=booking, back_at=None).exists():
        raise Refused(_("The equipment is out: take it back first."), code="out")
    was = booking.state
    booking.state, booking.reason, booking.decided_by = State.CANCELLED, cleaned(reason), actor
    store_changed(booking)
    vars(booking)["journal_details"] = {"was": was}
    return booking


@action("booking.taken")
def take_place(*, actor: User, booking: Booking) -> Booking:
    """From the waiting list to the space. Refused when its hours are taken, past or beyond the week, or it is out of service."""
    require(can_take_place(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.WAITING)
    if not booking.space.is_in_service:
        raise Refused(_("Out of service: nobody can book it for now."), code="out_of_service")
    check_hours(booking.space, booking.starts_at, booking.ends_at)
    _check_week(booking, booking.starts.date())
    booking.state = _state_at_first(actor, booking.space)
    return store_changed(booking)
