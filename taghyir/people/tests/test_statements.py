"""What is read at each page of whoever is signed in: the session, the account, the roles. Each is what the database holds now."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from taghyir.people.models import Leave, Role, User
from taghyir.people.queries import user_with_person
from taghyir.people.sessions import SessionStore
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def nador():
    return TerritoryFactory(code="NAD")


def roles_of(user: User) -> list[Role]:
    return User.objects.get(pk=user.pk).roles_today


def test_roles_are_those_of_the_day_and_change_at_once(nador):
    noor, today = somebody("noor"), timezone.localdate()
    ends = {"over": today - DAY, "last day": today, "open": None}
    for end in ends.values():
        RoleFactory(user=noor, territory=nador, kind="trainer", starts_on=today - 9 * DAY, ends_on=end)
    RoleFactory(user=noor, territory=nador, kind="trainer", starts_on=today + DAY)
    held = roles_of(noor)
    assert [role.ends_on for role in held] == [today, None] or [role.ends_on for role in held] == [None, today]
    assert {role.territory for role in held} == {nador}
    Role.objects.filter(user=noor).update(ends_on=today - DAY, starts_on=today - 9 * DAY)
    assert roles_of(noor) == []


def test_a_substitute_holds_them_while_the_account_away_is_open(nador):
    karim, noor, today = somebody("karim"), somebody("noor"), timezone.localdate()
    leave = Leave.objects.create(user=karim, substitute=noor, starts_on=today, ends_on=today)
    assert [role.user_id for role in roles_of(noor)] == [karim.pk]
    User.objects.filter(pk=karim.pk).update(is_active=False)
    assert roles_of(noor) == []
    User.objects.filter(pk=karim.pk).update(is_active=True)
    for starts_on, ends_on in ((today - 2 * DAY, today - DAY), (today + DAY, today + 2 * DAY)):
        Leave.objects.filter(pk=leave.pk).update(starts_on=starts_on, ends_on=ends_on)
        assert roles_of(noor) == []


def test_who_has_no_account_yet_holds_nothing():
    assert User(email="new@taghyir.example").roles_today == []


def test_an_account_is_read_as_it_is_now():
    karim = somebody("karim")
    assert (user_with_person(karim.pk), user_with_person(karim.pk).person) == (karim, karim.person)
    assert user_with_person(karim.pk).has_second_factor is False
    karim.authenticator_set.create(type="recovery_codes", data={})
    assert user_with_person(karim.pk).has_second_factor is False
    karim.authenticator_set.create(type="totp", data={})
    assert user_with_person(karim.pk).has_second_factor is True
    User.objects.filter(pk=karim.pk).update(is_active=False)
    assert user_with_person(karim.pk).is_active is False
    assert user_with_person(10**9) is None


def test_a_disabled_account_is_out_at_its_next_page(as_user):
    client = as_user(somebody("karim"))
    assert client.get("/fr/day/").status_code == 200
    User.objects.filter(pk=somebody("karim").pk).update(is_active=False)
    assert client.get("/fr/day/").status_code == 302


def test_a_session_is_found_until_it_ends():
    session = SessionStore()
    session["key"] = "value"
    session.save()
    assert SessionStore(session.session_key).load() == {"key": "value"}
    Session.objects.update(expire_date=timezone.now() - DAY)
    over = SessionStore(session.session_key)
    assert (over.load(), over.session_key) == ({}, None)
    assert SessionStore("0" * 32).load() == {}
