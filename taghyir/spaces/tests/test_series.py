"""A series is answered, or given back, as one, from one of its dates on; what cannot change stays, and is counted."""

import datetime as dt
import re

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import somebody
from taghyir.spaces.actions import (
    book_series,
    cancel_booking,
    cancel_series,
    confirm_booking,
    confirm_series,
    refuse_series,
)
from taghyir.spaces.models import Booking
from taghyir.spaces.tests.factories import BookingFactory, LoanFactory, SpaceFactory, equipment, monday

pytestmark = pytest.mark.django_db


def series(space, weeks=4):
    """Fatma asks for so many Mondays from ten to noon."""
    hours = {"day": monday(), "starts": dt.time(10), "ends": dt.time(12), "every_weeks": 1, "until": monday(weeks)}
    asked = book_series(actor=somebody("fatma"), space=space, purpose="Atelier", **hours)
    return list(asked.bookings.order_by("starts_at"))


def states(dates) -> list[str]:
    return list(
        Booking.objects.filter(pk__in=[one.pk for one in dates]).order_by("starts_at").values_list("state", flat=True)
    )


def test_one_press_confirms_this_date_and_those_that_follow_and_says_which_stay(as_user):
    karim, dates = as_user(somebody("karim")), series(SpaceFactory())
    confirm_booking(actor=somebody("amina"), booking=dates[2])
    cancel_booking(actor=somebody("fatma"), booking=dates[3])
    run_reactions()
    Notice.objects.all().delete()
    page = karim.get(dates[1].get_absolute_url()).content.decode()
    address = re.search(r'action="([^"]+/confirm-series/)"', page)[1]
    answer = karim.post(address, follow=True)
    assert "1 date" in answer.content.decode()
    assert states(dates) == ["asked", "confirmed", "confirmed", "cancelled"]
    assert Entry.objects.get(verb="series.confirmed").details["left_out"] == 1
    run_reactions()
    assert [one.user for one in Notice.objects.all()] == [somebody("fatma")]
    with pytest.raises(Refused) as refusal:
        confirm_series(actor=somebody("karim"), booking=dates[1])
    assert refusal.value.code == "decided"
    with pytest.raises(NotAllowed):
        confirm_series(actor=somebody("fatma"), booking=dates[0])


def test_no_is_said_once_with_a_reason_and_who_waits_is_told(as_user):
    dates, youssef = series(SpaceFactory()), somebody("youssef")
    BookingFactory(space=dates[0].space, state="waiting", booked_by=youssef, day=monday(3))
    with pytest.raises(Refused) as refusal:
        refuse_series(actor=somebody("karim"), booking=dates[0], reason=" ")
    assert refusal.value.code == "reason"
    door = dates[1].get_absolute_url() + "refuse/"
    said = {"reason": "Travaux dans la salle", "and_following": "on"}
    assert as_user(somebody("karim")).post(door, said).status_code == 302
    assert states(dates) == ["asked", "refused", "refused", "refused"]
    run_reactions()
    (told,) = Notice.objects.filter(user=somebody("fatma"))
    assert "Travaux dans la salle" in told.text and "3 dates" in told.text
    assert Notice.objects.filter(user=youssef, entry__verb="booking.offered").count() == 1


def test_what_is_given_back_as_one_leaves_out_what_is_out(as_user):
    dates = series(equipment(needs_confirmation=False))
    LoanFactory(booking=dates[1])
    with pytest.raises(NotAllowed):
        cancel_series(actor=somebody("youssef"), booking=dates[0])
    door = dates[0].get_absolute_url() + "cancel/"
    answer = as_user(somebody("fatma")).post(door, {"reason": "", "and_following": "on"}, follow=True)
    assert "3 dates" in answer.content.decode()
    assert states(dates) == ["cancelled", "confirmed", "cancelled", "cancelled"]
    with pytest.raises(Refused):
        cancel_series(actor=somebody("fatma"), booking=BookingFactory())  # of no series
