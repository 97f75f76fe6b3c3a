"""A space is described and shown; equipment goes out and comes back; who came is counted."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taghyir.core.actions import NotAllowed, Refused
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.spaces.actions import (
    add_space,
    add_space_photo,
    change_space,
    lend_space,
    record_absence,
    record_use,
    remove_space_photo,
    take_space_back,
)
from taghyir.spaces.models import SpacePhoto, Use
from taghyir.spaces.queries import free_between, presences, spaces_with_all, uses_between
from taghyir.spaces.tests.factories import BookingFactory, LoanFactory, SpaceFactory, begun, equipment, monday
from taghyir.spaces.tests.pictures import photo

pytestmark = pytest.mark.django_db


def test_a_space_is_kept_where_one_coordinates():
    amina, facts = somebody("amina"), {"kind": "desk", "name_fr": "Poste", "capacity": 1, "open_days": [0, 1, 2]}
    desk = add_space(actor=amina, territory=TerritoryFactory(), **facts)
    assert change_space(actor=amina, space=desk, name_ar="مكتب", is_in_service=False).name_ar == "مكتب"
    for stranger, code in ((somebody("karim"), "NAD"), (amina, "KEF")):
        with pytest.raises(NotAllowed):
            add_space(actor=stranger, territory=TerritoryFactory(code=code), **facts)


@pytest.mark.parametrize(
    "wrong",
    [{"name_fr": " "}, {"capacity": 0}, {"open_days": []}, {"open_days": [9]}, {"closes_at": dt.time(8)}],
)
def test_a_space_that_cannot_be_is_refused(wrong):
    facts = {"kind": "room", "name_fr": "Salle", "capacity": 4, "open_days": [0]}
    with pytest.raises(Refused):
        add_space(actor=somebody("amina"), territory=TerritoryFactory(), **facts | wrong)


def test_photos_are_made_small_and_six_are_enough():
    amina, space = somebody("amina"), SpaceFactory()
    photos = [add_space_photo(actor=amina, space=space, file=photo(), seen_fr="La porte") for _n in range(6)]
    for said, code in ({"seen_fr": "x"}, "many"), ({}, "seen"):
        with pytest.raises(Refused) as refusal:
            add_space_photo(actor=amina, space=space, file=photo(), **said)
        assert refusal.value.code == code
    remove_space_photo(actor=amina, photo=photos[0])
    assert SpacePhoto.objects.count() == 5


def test_equipment_leaves_in_a_state_and_is_back_in_one():
    karim, booking = somebody("karim"), begun(space=equipment())
    with pytest.raises(Refused) as refusal:
        lend_space(actor=karim, booking=booking, state_out=" ")
    assert refusal.value.code == "state"
    loan = lend_space(actor=karim, booking=booking, state_out="Complet")
    assert (loan.due_at, loan.is_late) == (booking.ends_at, False)
    with pytest.raises(Refused):
        take_space_back(actor=karim, loan=loan, state_in="")
    assert take_space_back(actor=karim, loan=loan, state_in="Lampe faible", remarks="À changer").back_at
    for again, code in (
        (lambda: take_space_back(actor=karim, loan=loan, state_in="Bon"), "back"),
        (lambda: lend_space(actor=karim, booking=booking, state_out="Bon"), "lent"),
    ):
        with pytest.raises(Refused) as refusal:
            again()
        assert refusal.value.code == code


def test_equipment_that_is_still_out_is_not_lent_again():
    loan = LoanFactory()
    next_one = BookingFactory(space=loan.space, day=dt.date(2027, 2, 1), starts=dt.time(15), ends=dt.time(16))
    with pytest.raises(Refused) as refusal:
        lend_space(actor=somebody("karim"), booking=next_one, state_out="Complet")
    assert refusal.value.code == "conflict"
    with pytest.raises(NotAllowed):
        lend_space(actor=somebody("fatma"), booking=next_one, state_out="Complet")


@pytest.mark.parametrize(
    ("booking", "code"),
    [
        (lambda: begun(), "kind"),
        (lambda: begun(space=equipment(), state="asked"), "decided"),
        (lambda: BookingFactory(space=equipment(), day=monday(2)), "early"),
    ],
)
def test_what_is_not_handed_over(booking, code):
    with pytest.raises(Refused) as refusal:
        lend_space(actor=somebody("karim"), booking=booking(), state_out="Complet")
    assert refusal.value.code == code


def test_who_came_is_counted_by_sex_and_may_be_corrected():
    karim, booking = somebody("karim"), begun()
    with pytest.raises(Refused):
        record_use(actor=karim, booking=booking, kind="meeting")
    use = record_use(actor=karim, booking=booking, kind="meeting", women=7, men=2, unsaid=1)
    assert (use.people, use.held_on, use.booking.state) == (10, dt.date(2027, 2, 1), "used")
    assert record_use(actor=karim, booking=booking, kind="training", women=8, men=2).pk == use.pk
    with pytest.raises(Refused) as refusal:
        record_use(actor=karim, booking=booking, kind="meeting", women=12, men=1)
    assert refusal.value.code == "conflict"
    assert record_use(actor=karim, booking=booking, kind="meeting", women=12, men=1, remark="Dehors aussi")
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.update(remark="")
    with pytest.raises(Refused) as refusal:
        record_use(actor=karim, booking=BookingFactory(day=monday(4)), kind="meeting", women=1)
    assert refusal.value.code == "early"


def test_what_nobody_confirmed_in_time_is_counted_all_the_same(as_user):
    karim = somebody("karim")
    now = dt.datetime(2027, 2, 1, 6, tzinfo=dt.UTC)
    over = {"state": "asked", "starts_at": now, "ends_at": now + dt.timedelta(hours=1)}
    came, missed = BookingFactory(**over), BookingFactory(space=SpaceFactory(name_fr="Atelier"), **over)
    page = as_user(karim).get(came.get_absolute_url()).content.decode()
    assert f"/bookings/{came.pk}/use/" in page and f"/bookings/{came.pk}/absence/" in page
    assert record_use(actor=karim, booking=came, kind="meeting", women=3).booking.state == "used"
    assert record_absence(actor=karim, booking=missed).state == "absent"


def test_nobody_came_and_the_hours_are_free():
    booking = begun()
    assert record_absence(actor=somebody("karim"), booking=booking).state == "absent"
    assert BookingFactory(space=booking.space, starts_at=booking.starts_at, ends_at=booking.ends_at)
    for refused in (booking, BookingFactory(day=monday(5))):
        with pytest.raises(Refused):
            record_absence(actor=somebody("karim"), booking=refused)


def test_uses_are_given_to_other_rooms_by_territory_and_day():
    karim, nador = somebody("karim"), TerritoryFactory()
    record_use(actor=karim, booking=begun(), kind="meeting", women=7, men=2, unsaid=1)
    record_use(actor=karim, booking=begun(space=SpaceFactory(name_fr="Atelier")), kind="making", women=3)
    today = dt.date(2027, 2, 1)
    found = uses_between(nador, today, today)
    assert presences(found) == {"women": 10, "men": 2, "unsaid": 1, "present": 13}
    assert [use.present for use in found] == [10, 3]
    assert not uses_between(TerritoryFactory(code="KEF"), today, today)
    assert not uses_between(None, today + dt.timedelta(days=1), dt.date(2027, 12, 31))


def test_equipment_is_free_for_days_on_end_unless_it_is_held_or_late():
    held, late, free = (equipment(name_fr=name) for name in ("Tenu", "En retard", "Libre"))
    SpaceFactory()  # a room is had for a day
    BookingFactory(space=held, day=monday() + dt.timedelta(days=2))
    LoanFactory(booking=begun(space=late), due_at=dt.datetime(2027, 1, 29, tzinfo=dt.UTC))

    def names(last_day):
        rows = free_between(spaces_with_all(somebody("pilar")), monday(), dt.time(14), dt.time(10), last_day)
        return [space.name_fr for space in rows]

    assert names(monday() + dt.timedelta(days=1)) == ["Libre", "Tenu"]
    assert names(monday() + dt.timedelta(days=3)) == ["Libre"]
    assert (
        names(monday() + dt.timedelta(days=5)) == names(monday()) == names(dt.date.max) == []
    )  # closed, reversed, far


def test_hours_of_a_loan_are_those_of_the_clocks_there(as_user):
    """In Ramadan Morocco leaves the hour of Tunisia: what is due at four in Le Kef is not due at three."""
    space = equipment(territory__code="KEF")
    loan = LoanFactory(booking=BookingFactory(space=space, day=monday(2), starts=dt.time(14), ends=dt.time(16)))
    assert (loan.due.time(), loan.due.date()) == (dt.time(16), monday(2))
    page = as_user(somebody("pilar")).get(loan.booking.get_absolute_url()).content.decode()
    assert ">16:00<" in page.partition("Le prêt")[2] and ">15:00<" not in page


def test_free_between_two_hours_on_the_clocks_of_each_place():
    """During Ramadan ten o'clock in Nador is not ten o'clock in Le Kef."""
    day = monday(2)  # after clocks went back in Morocco
    taken, nador, kef = SpaceFactory(), SpaceFactory(name_fr="B"), SpaceFactory(name_fr="C", territory__code="KEF")
    BookingFactory(space=taken, day=day)
    BookingFactory(space=kef, day=day, starts=dt.time(11), ends=dt.time(12), booked_by=somebody("fatma"))
    BookingFactory(space=nador, day=day, state="cancelled")

    def free(first, last, on=day):
        rows = free_between(spaces_with_all(somebody("pilar")), on, dt.time(first), dt.time(last))
        return {space.name_fr for space in rows}

    assert free(10, 11) == {"B", "C"}
    assert free(11, 12) == {"B"}
    assert free(12, 13) == {"Salle de réunion", "B", "C"}
    assert free(8, 10) == free(12, 11) == free(10, 12, day + dt.timedelta(days=5)) == set()
