"""Two people at the same instant, and any number of bookings in any order: a space is held once."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taghyir.core.actions import Refused
from taghyir.people.tests.factories import somebody
from taghyir.spaces.actions import book_series, book_space, cancel_booking, take_place
from taghyir.spaces.models import Booking
from taghyir.spaces.tests.factories import BookingFactory, SpaceFactory, monday


def at_once(*calls):
    """What each answers, run together, each on a connection of its own."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            start.wait(timeout=10)
            answers[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_people_press_together_and_one_reads_that_it_is_taken():
    space, body = SpaceFactory(), {"day": monday().isoformat(), "starts": "10:00", "ends": "12:00", "people": 2}
    address = reverse("spaces:book_space", args=[space.pk])

    def press(name):
        browser = Client()
        browser.force_login(somebody(name))
        return lambda: browser.post(address, body | {"purpose": f"Réunion de {name}"})

    answers = at_once(*[press(name) for name in ("karim", "fatma", "youssef")])
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409]
    assert Booking.objects.count() == 1
    refused = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "C’est pris à ces heures" in refused


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_press_together_one_has_it():
    space = SpaceFactory()
    address = reverse("spaces:book_space", args=[space.pk])
    body = {"day": monday().isoformat(), "starts": "10:00", "ends": "12:00", "people": 2}

    def press(number):
        browser = Client()
        browser.force_login(somebody(("karim", "fatma", "youssef")[number % 3]))
        return lambda: browser.post(address, body | {"purpose": f"Réunion {number}"}).status_code

    answers = at_once(*[press(number) for number in range(20)])
    assert sorted(answers) == [302, *[409] * 19]
    assert Booking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_holds_a_space_once():
    """Without any lock of ours: four transactions that only insert. Of two that wait for each other, one is turned away."""
    space, fatma = SpaceFactory(), somebody("fatma")

    def insert():
        try:
            with transaction.atomic():
                BookingFactory(space=space, booked_by=fatma)
            return "done"
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name
        except OperationalError as error:
            return type(error.__cause__).__name__

    answers = at_once(*[insert] * 4)
    assert answers.count("done") == 1 == Booking.objects.count()
    assert set(answers) <= {"done", "space_held_once", "DeadlockDetected"}


HOURS = st.integers(min_value=9, max_value=16)
DEEDS = st.lists(
    st.tuples(st.sampled_from(["book", "wait", "series", "cancel", "take"]), st.integers(0, 2), HOURS, HOURS),
    min_size=4,
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_no_two_bookings_that_hold_ever_overlap(deeds):
    with transaction.atomic():
        space, people = SpaceFactory(), [somebody(name) for name in ("karim", "fatma", "youssef")]
        for verb, who, first, last in deeds:
            _do(verb, people[who], space, dt.time(first), dt.time(last))
        held = list(Booking.objects.holding().order_by("starts_at").values_list("starts_at", "ends_at"))
        assert all(end <= start for (_start, end), (start, _end) in zip(held, held[1:], strict=False))
        transaction.set_rollback(True)


def _do(verb, actor, space, starts, ends):
    hours = {"day": monday(), "starts": starts, "ends": ends, "purpose": "Réunion"}
    mine = Booking.objects.filter(booked_by=actor).order_by("pk")
    try:
        if verb == "series":
            book_series(actor=actor, space=space, every_weeks=1, until=monday(3), **hours)
        elif verb in ("book", "wait"):
            book_space(actor=actor, space=space, or_wait=verb == "wait", **hours)
        elif verb == "cancel" and (one := mine.filter(state__in=["asked", "confirmed"]).first()):
            cancel_booking(actor=actor, booking=one)
        elif verb == "take" and (one := mine.filter(state="waiting").first()):
            take_place(actor=actor, booking=one)
    except Refused:
        pass
