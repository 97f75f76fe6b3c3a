"""Who writes without an account: told from a machine, and from others who share an address."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.cache import cache
from django.test import RequestFactory

from taghyir.design.visitors import LATEST, VisitorForm, count_miss, has_missed_too_often, sender_of
from taghyir.people.models import User


@pytest.fixture(autouse=True)
def _nobody_missed_yet():
    cache.clear()


def asked_by(browser: str, address: str = "198.51.100.7", user=None):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    request.COOKIES = {"csrftoken": browser} if browser else {}
    return request


def test_a_page_open_for_longer_than_half_a_day_is_sent_at_the_second_try(monkeypatch):
    monkeypatch.setattr("taghyir.design.visitors.SOONEST", -1)
    with monkeypatch.context() as earlier:
        earlier.setattr("time.time", lambda: (dt.datetime.now() - LATEST - dt.timedelta(hours=1)).timestamp())
        began = signing.dumps("began", salt="visitor")
    first = VisitorForm({"began": began})
    assert not first.is_valid() and "restée ouverte" in str(first.errors)
    assert VisitorForm({"began": first["began"].value()}).is_valid()


def test_a_mark_that_was_made_up_is_not_made_good():
    form = VisitorForm({"began": "made up"})
    assert not form.is_valid() and form["began"].value() == "made up"


def test_browsers_are_told_apart_behind_one_address_and_nobody_signed_in_is_counted():
    one, two, elsewhere = asked_by("a"), asked_by("b"), asked_by("a", "203.0.113.9")
    senders = [sender_of(request) for request in (one, two, elsewhere, asked_by(""))]
    assert len(set(senders)) == 4 and {len(sender) for sender in senders} == {16}
    assert senders[0][:8] == senders[1][:8] != senders[2][:8]
    assert sender_of(asked_by("a", user=User(pk=1))) == ""


def test_who_mistypes_shuts_out_nobody_who_shares_the_address_until_all_of_it_goes_too_far():
    for _time in range(3):
        count_miss(asked_by("a"), "code")
    assert has_missed_too_often(asked_by("a"), "code", most=3)
    assert not any(has_missed_too_often(asked_by(other), "code", most=3) for other in ("b", ""))
    assert not has_missed_too_often(asked_by("a"), "other", most=3)
    for number in range(27):
        count_miss(asked_by(f"{number}"), "code")
    assert has_missed_too_often(asked_by("b"), "code", most=3)
    assert not has_missed_too_often(asked_by("b", "203.0.113.9"), "code", most=3)
