"""Booking, refusing, waiting for one's turn: what the actions promise, and each rule that says no."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.people.tests.factories import UserFactory, somebody
from taghyir.places.models import Holiday
from taghyir.spaces.actions import (
    book_series,
    book_space,
    cancel_booking,
    confirm_booking,
    offer_place,
    refuse_booking,
    start_feed,
    take_place,
)
from taghyir.spaces.clock import moment_in
from taghyir.spaces.models import Booking, Space
from taghyir.spaces.queries import series_report, told_by_feed
from taghyir.spaces.reactions import offer_freed_hours, pass_offers_on
from taghyir.spaces.tests.factories import WORKING, BookingFactory, SpaceFactory, equipment, monday

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    """Fatma asks for the room of Nador next Tuesday from ten to noon."""
    return {
        "actor": somebody("fatma"),
        "space": SpaceFactory(),
        "day": monday() + dt.timedelta(days=1),
        "starts": dt.time(10),
        "ends": dt.time(12),
        "purpose": "Assemblée",
        "people": 8,
    }


def test_a_member_asks_and_field_staff_have_it_at_once(asking):
    booked = book_space(**asking)
    assert (booked.state, booked.beneficiary) == ("asked", somebody("fatma").person)
    assert booked.starts.time() == dt.time(10)
    later = asking | {"actor": somebody("karim"), "starts": dt.time(12), "ends": dt.time(13)}
    assert book_space(**later).state == "confirmed"
    asking["space"].needs_confirmation = False
    asking["space"].save()
    assert book_space(**asking | {"starts": dt.time(14), "ends": dt.time(15)}).state == "confirmed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ends": dt.time(9)}, "reversed"),
        ({"ends": dt.time(10)}, "reversed"),
        ({"day": dt.date(2027, 1, 29)}, "past"),
        ({"day": dt.date.min}, "past"),  # an instant that UTC has no word for
        ({"last_day": dt.date.max}, "far"),
        ({"day": dt.date(2028, 2, 4)}, "far"),
        ({"last_day": dt.date(2027, 2, 10)}, "long"),
        ({"starts": dt.time(8)}, "closed"),
        ({"day": dt.date(2027, 2, 13)}, "closed"),  # a Saturday
        ({"people": 13}, "capacity"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(asking, changed, code):
    with pytest.raises(Refused) as refusal:
        book_space(**asking | changed)
    assert refusal.value.code == code
    assert not Booking.objects.exists()
    assert not Entry.objects.filter(verb="booking.asked").exists()


def test_who_stands_at_the_door_books_as_it_begins(asking):
    now = timezone.now()  # nine o'clock in Nador, on a Monday
    booked = book_space(**asking | {"day": dt.date(2027, 2, 1), "starts": dt.time(9), "ends": dt.time(10)})
    assert booked.starts_at == now


def test_hours_that_are_taken_are_refused_and_a_neighbour_is_not(asking):
    book_space(**asking)
    other = asking | {"actor": somebody("youssef")}
    for starts, ends in ((9, 11), (11, 13), (10, 12), (9, 13), (10, 11)):
        with pytest.raises(Refused) as refusal:
            book_space(**other | {"starts": dt.time(starts), "ends": dt.time(ends)})
        assert refusal.value.code == "conflict"
    assert book_space(**other | {"starts": dt.time(12), "ends": dt.time(13)})
    assert book_space(**other | {"starts": dt.time(9), "ends": dt.time(10)})


def test_an_hour_that_clocks_jump_over_does_not_exist():
    for time in (dt.time(2), dt.time(2, 30)):
        with pytest.raises(Refused) as refusal:
            moment_in("Africa/Casablanca", dt.date(2027, 3, 14), time)
        assert refusal.value.code == "gap"
    night = SpaceFactory(open_days=list(range(7)), opens_at=dt.time(0), closes_at=dt.time(23))
    hours = {"day": dt.date(2027, 3, 14), "starts": dt.time(2, 15), "ends": dt.time(4), "purpose": "Veillée"}
    with pytest.raises(Refused) as refusal:
        book_space(actor=somebody("karim"), space=night, **hours)
    assert refusal.value.code == "gap"
    assert moment_in("Africa/Tunis", dt.date(2027, 3, 14), dt.time(2, 30)).hour == 1


def test_a_holiday_is_for_field_staff_alone(asking):
    Holiday.objects.create(country="MA", on=asking["day"], name_fr="Fête", name_ar="عيد")
    with pytest.raises(Refused) as refusal:
        book_space(**asking)
    assert refusal.value.code == "holiday"
    assert book_space(**asking | {"actor": somebody("amina")}).state == "confirmed"


def test_the_hours_of_the_week_are_counted_by_organisation(asking):
    organisation, other = OrganisationFactory(), OrganisationFactory(name="Coopérative Aman")
    for one in (organisation, other):
        MembershipFactory(organisation=one, person=somebody("fatma").person)
    asking["space"].hours_a_week = 3
    asking["space"].save()
    book_space(**asking, organisation=organisation)
    more = asking | {"starts": dt.time(14), "ends": dt.time(16), "organisation": organisation}
    with pytest.raises(Refused) as refusal:
        book_space(**more)
    assert refusal.value.code == "quota"
    assert "3" in str(refusal.value) and "1" in str(refusal.value)
    assert book_space(**more | {"ends": dt.time(15)})
    assert book_space(**more | {"organisation": other, "starts": dt.time(15), "ends": dt.time(17)})
    assert book_space(**more | {"day": asking["day"] + dt.timedelta(weeks=1)})


def test_who_may_book_and_for_whom(asking):
    for stranger in (UserFactory(), somebody("hedi"), somebody("ines")):
        with pytest.raises(NotAllowed):
            book_space(**asking | {"actor": stranger})
    with pytest.raises(NotAllowed):  # not an organisation of Fatma's
        book_space(**asking, organisation=OrganisationFactory())
    with pytest.raises(NotAllowed):  # a meeting she does not see
        book_space(**asking, gathering=GatheringFactory())
    asking["space"].is_in_service = False
    asking["space"].save()
    with pytest.raises(NotAllowed):
        book_space(**asking)


def test_a_booking_may_be_for_a_meeting(asking):
    meeting = GatheringFactory(held_on=asking["day"])
    booked = book_space(**asking | {"actor": somebody("leila")}, gathering=meeting)
    assert (booked.beneficiary, booked.person) == (meeting, None)


def test_equipment_goes_for_several_days():
    projector = equipment()
    days = {"day": monday(), "last_day": monday() + dt.timedelta(days=3), "starts": dt.time(9), "ends": dt.time(12)}
    booked = book_space(actor=somebody("fatma"), space=projector, purpose="Projection", **days)
    assert booked.last_day - booked.day == dt.timedelta(days=3)
    with pytest.raises(Refused) as refusal:
        far = days | {"day": monday(2), "last_day": monday(8)}
        book_space(actor=somebody("fatma"), space=projector, purpose="Projection", **far)
    assert refusal.value.code == "long"


def test_keepers_are_told_in_their_language_and_so_is_who_asked(asking):
    amina, fatma = somebody("amina"), somebody("fatma")
    amina.language = "ar"
    amina.save()
    booked = book_space(**asking)
    run_reactions()
    notice = Notice.objects.get(user=amina)
    assert "قاعة الاجتماعات" in notice.subject
    assert notice.link == f"/ar/spaces/bookings/{booked.pk}/"
    assert not Notice.objects.filter(user=fatma).exists()
    confirm_booking(actor=amina, booking=booked)
    run_reactions()
    assert "Salle de réunion" in Notice.objects.get(user=fatma).subject
    with pytest.raises(Refused) as refusal:
        confirm_booking(actor=somebody("karim"), booking=booked)
    assert refusal.value.code == "decided"


def test_no_is_said_with_a_reason(asking):
    booked = book_space(**asking)
    with pytest.raises(Refused) as refusal:
        refuse_booking(actor=somebody("karim"), booking=booked, reason=" ")
    assert refusal.value.code == "reason"
    refuse_booking(actor=somebody("karim"), booking=booked, reason="Travaux dans la salle")
    run_reactions()
    assert "Travaux dans la salle" in Notice.objects.filter(user=somebody("fatma")).latest("pk").text
    assert book_space(**asking).state == "asked"  # the hours are free again
    with pytest.raises(NotAllowed):
        refuse_booking(actor=somebody("fatma"), booking=booked, reason="Non")


def test_who_waits_longest_is_told_and_takes_the_hours(asking):
    held = book_space(**asking)
    youssef, leila = somebody("youssef"), somebody("leila")
    first = book_space(**asking | {"actor": youssef, "or_wait": True})
    second = book_space(**asking | {"actor": leila, "or_wait": True})
    assert (first.state, second.state) == ("waiting", "waiting")
    with pytest.raises(Refused) as refusal:
        book_space(**asking | {"actor": youssef, "or_wait": True})
    assert refusal.value.code == "known"
    with pytest.raises(Refused) as refusal:
        take_place(actor=youssef, booking=first)
    assert refusal.value.code == "conflict"
    cancel_booking(actor=somebody("fatma"), booking=held)
    run_reactions()
    told = Notice.objects.filter(entry__verb="booking.offered")
    assert [notice.user for notice in told] == [youssef]
    assert take_place(actor=youssef, booking=first).state == "asked"
    cancel_booking(actor=youssef, booking=first, reason="Reporté")
    run_reactions()
    assert told.latest("pk").user == leila
    with pytest.raises(NotAllowed):
        offer_place(actor=leila, booking=second)


def test_everybody_whose_hours_are_free_is_told_and_after_a_day_the_next(asking):
    day = BookingFactory(space=asking["space"], starts=dt.time(9), ends=dt.time(17))
    hours = {"nine": (9, 11), "two": (14, 16), "ten": (10, 12), "three": (15, 17)}
    line = {}
    for name, (first, last) in hours.items():
        row = {"space": day.space, "state": "waiting", "starts": dt.time(first), "ends": dt.time(last)}
        line[name] = BookingFactory(**row, booked_by=somebody("youssef"))
    told = (
        Notice.objects.filter(entry__verb="booking.offered").order_by("pk").values_list("entry__subject_id", flat=True)
    )
    cancel_booking(actor=somebody("fatma"), booking=day)
    run_reactions()
    offer_freed_hours(Entry.objects.get(verb="booking.cancelled"))
    pass_offers_on(0)  # nobody had a day to answer yet
    assert list(told.all()) == [line["nine"].pk, line["two"].pk]
    take_place(actor=somebody("youssef"), booking=line["two"])
    with patch("django.utils.timezone.now", lambda: WORKING + dt.timedelta(hours=25)):
        for _twice in range(2):
            pass_offers_on(0)
            run_reactions()
        assert list(told.all()) == [line["nine"].pk, line["two"].pk, line["ten"].pk]  # three o’clock is taken
        Space.objects.update(is_in_service=False)
        with pytest.raises(Refused) as refusal:
            take_place(actor=somebody("youssef"), booking=line["ten"])
    assert refusal.value.code == "out_of_service"


def test_a_booking_is_given_back_by_whose_it_is(asking):
    booked = book_space(**asking)
    for stranger in (somebody("youssef"), somebody("hedi"), somebody("ines")):
        with pytest.raises(NotAllowed):
            cancel_booking(actor=stranger, booking=booked)
    assert cancel_booking(actor=somebody("fatma"), booking=booked).sequence == 1
    with pytest.raises(Refused):
        cancel_booking(actor=somebody("fatma"), booking=booked)


def test_who_left_the_organisation_neither_hears_of_its_bookings_nor_has_them(asking):
    fatma, membership = somebody("fatma"), MembershipFactory(person=somebody("fatma").person)
    booked = book_space(**asking, organisation=membership.organisation)
    series = {"every_weeks": 1, "until": asking["day"], "actor": fatma}
    membership.ends_on = timezone.localdate() - dt.timedelta(days=1)
    membership.save()
    with pytest.raises(Refused) as refusal:  # not the series that stands: the hours are taken
        book_series(**asking | series)
    assert refusal.value.code == "none_free"
    confirm_booking(actor=somebody("karim"), booking=booked)
    run_reactions()
    assert not Notice.objects.filter(user=fatma).exists()
    with pytest.raises(NotAllowed):
        cancel_booking(actor=fatma, booking=booked)
    assert booked not in told_by_feed(start_feed(actor=fatma))


@pytest.fixture
def weekly():
    """Karim asks for ten Mondays from ten to noon, over the two days on which Morocco moves its clocks."""
    return {
        "actor": somebody("karim"),
        "space": SpaceFactory(),
        "day": monday(),
        "starts": dt.time(10),
        "ends": dt.time(12),
        "every_weeks": 1,
        "until": monday(10),
    }


def test_a_series_keeps_its_hour_through_ramadan_and_says_what_it_skips(weekly):
    space = weekly["space"]
    BookingFactory(space=space, day=monday(3), starts=dt.time(11), ends=dt.time(13))
    Holiday.objects.create(country="MA", on=monday(5), name_fr="Fête", name_ar="عيد")
    report = series_report(weekly.pop("actor"), space, **{k: v for k, v in weekly.items() if k != "space"})
    verdicts = {date.day: date.verdict for date in report}
    assert len(report) == 10
    assert (verdicts.pop(monday(3)), verdicts.pop(monday(5))) == ("taken", "holiday")
    assert set(verdicts.values()) == {"free"}
    assert not Booking.objects.exclude(person=somebody("fatma").person).exists()  # nothing is written before yes
    assert next(date.booking for date in report if date.verdict == "taken").beneficiary == somebody("fatma").person
    series = book_series(actor=somebody("karim"), **weekly, purpose="Atelier")
    bookings = list(series.bookings.order_by("starts_at").select_related("space__territory"))
    assert len(bookings) == 8
    assert {booking.from_hour for booking in bookings} == {dt.time(10)}
    assert {booking.starts_at.hour for booking in bookings} == {9, 10}  # UTC moves, the clock of the place does not
    details = Entry.objects.get(verb="series.asked").details
    assert details == {"booked": 8, "left_out": 2}


def test_a_series_twice_changes_nothing(weekly):
    first = book_series(**weekly, purpose="Atelier")
    before = list(Booking.objects.order_by("pk").values())
    assert book_series(**weekly, purpose="Atelier") == first
    assert list(Booking.objects.order_by("pk").values()) == before
    run_reactions()


def test_who_has_a_date_is_said_to_who_may_know_it(weekly):
    BookingFactory(space=weekly["space"], booked_by=somebody("salma"))
    asked = {name: value for name, value in weekly.items() if name not in ("actor", "space")}
    report = series_report(somebody("fatma"), weekly["space"], **asked)
    assert (report[0].verdict, report[0].booking) == ("taken", None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"until": dt.date(2027, 2, 1)}, "reversed"),
        ({"until": dt.date(2028, 3, 1)}, "far"),
        ({"day": dt.date(26, 1, 5)}, "past"),  # a hundred thousand Mondays
        ({"every_weeks": 0}, "weeks"),
        ({"day": dt.date(2027, 2, 13), "until": dt.date(2027, 2, 20)}, "none_free"),
    ],
)
def test_a_series_that_cannot_be_is_refused(weekly, changed, code):
    with pytest.raises(Refused) as refusal:
        book_series(**weekly | changed, purpose="Atelier")
    assert refusal.value.code == code
    assert not Booking.objects.exists()


def test_a_series_stays_within_the_hours_of_each_week(weekly):
    Space.objects.update(hours_a_week=3)
    weekly["space"].refresh_from_db()
    fatma = somebody("fatma")
    BookingFactory(space=weekly["space"], day=monday(2) + dt.timedelta(days=1))
    asked = {name: value for name, value in weekly.items() if name not in ("actor", "space")}
    report = series_report(fatma, weekly["space"], person=fatma.person, **asked)
    assert [date.verdict for date in report[:3]] == ["free", "quota", "free"]
