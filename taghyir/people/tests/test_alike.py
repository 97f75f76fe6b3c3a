"""What is built once for everybody with the same roles answers each as their own question would."""

import datetime as dt

import pytest
from django.db.models import Q
from django.utils import timezone

from taghyir.people.alike import ForRoles
from taghyir.people.models import Leave, Role, User
from taghyir.people.tests.factories import RoleFactory, UserFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def fetched(name: str) -> User:
    return User.objects.get(pk=somebody(name).pk)


def near(user: User):
    """Roles of where one coordinates, and one's own."""
    reach = user.reach(Role.Kind.PARTNER_COORDINATOR)
    return Role.objects.filter(reach.q() | Q(user=user) if reach else Q(user=user)).order_by("pk")


def test_each_reads_what_their_own_question_would_find(django_assert_num_queries):
    statement = ForRoles(near)
    nobody_here = UserFactory()
    for user in (somebody("karim"), somebody("amina"), somebody("hedi"), somebody("karim"), nobody_here):
        assert statement.rows(user) == list(near(user))
        assert statement.first(user) == near(user).first()
    karim = fetched("karim")
    statement.rows(karim)
    with django_assert_num_queries(1):
        statement.rows(karim)


def test_a_role_that_begins_elsewhere_is_followed():
    statement, user = ForRoles(near), UserFactory()
    before = statement.rows(user)
    role = RoleFactory(user=user, territory=TerritoryFactory(), kind=Role.Kind.PARTNER_COORDINATOR)
    again = User.objects.get(pk=user.pk)
    assert before == [] and statement.rows(again) == [role] == list(near(again))


def test_nobody_with_these_roles_sees_one():
    assert ForRoles(lambda user: Role.objects.none()).rows(somebody("karim")) == []
    assert ForRoles(lambda user: Role.objects.filter(pk__in=[])).first(somebody("karim")) is None


@pytest.mark.parametrize("ask", [lambda user: user.person_id, lambda user: user.stands_for, lambda user: user.email])
def test_what_differs_between_people_of_the_same_roles_may_not_be_asked(ask):
    """Their person, or for whom they stand in, would be those of nobody."""
    today = timezone.localdate()
    Leave.objects.create(user=somebody("amina"), substitute=somebody("karim"), starts_on=today, ends_on=today)

    def personal(user: User):
        assert ask(user)
        return Role.objects.filter(user=user)

    with pytest.raises((User.DoesNotExist, Role.DoesNotExist)):
        ForRoles(personal).rows(fetched("karim"))


def test_each_clock_has_its_own():
    """The hour at which a day ends may stand in the question: Nador and Tunis do not share it."""
    built = []

    def midnight(user: User):
        built.append(timezone.get_current_timezone_name())
        return Role.objects.filter(user=user)

    statement = ForRoles(midnight)
    for clock in ("Africa/Casablanca", "Africa/Tunis", "Africa/Casablanca"):
        with timezone.override(clock):
            statement.rows(somebody("karim"))
    assert built == ["Africa/Casablanca", "Africa/Tunis"]


def test_a_new_day_is_built_anew(monkeypatch):
    def begun(user: User):
        return Role.objects.filter(user=user, starts_on__lte=timezone.localdate())

    statement, karim, real = ForRoles(begun), somebody("karim"), timezone.localdate
    tomorrow = real() + dt.timedelta(days=1)
    role = RoleFactory(user=karim, starts_on=tomorrow, kind=Role.Kind.TRAINER)
    roles_of_now = karim.roles_today
    assert role not in statement.rows(karim)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert karim.roles_today is roles_of_now and role in statement.rows(karim)
