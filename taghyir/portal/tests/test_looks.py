"""Where one looks again with an enterprise stands in the day of who follows it, and of who stands in for them."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.days.queries import Agenda, Scope
from taghyir.milestones.models import Milestone
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import somebody
from taghyir.portal.queries import A_WEEK, _looks, day_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def due():
    """Milestones of two files of Karim: one late, one to come within a week, one later, and one that is held."""
    first, second, today = CaseFactory(), CaseFactory(), timezone.localdate()
    Milestone.objects.all().delete()
    for case, moment, days in ((first, "month_3", -9), (second, "month_3", 6), (second, "month_6", 20)):
        Milestone.objects.create(case=case, moment=moment, due_on=today + dt.timedelta(days=days))
    return first, second


def looked(name):
    return [
        (one.kind, one.due_on, one.number, one.words) for one in day_of(User.objects.get(pk=somebody(name).pk)).looks
    ]


def test_they_are_those_of_the_agenda_within_a_week(due, as_user):
    first, second = due
    until = timezone.localdate() + A_WEEK
    agenda = Agenda(Scope(somebody("karim"), kinds=("milestone", "diagnosis"), until=until)).briefly(5)
    assert looked("karim") == [(one.kind, one.due_on, one.number, one.words) for one in agenda]
    assert [number for _kind, _due, number, _words in looked("karim")] == [first.number, second.number]
    assert looked("hedi") == looked("fatma") == []
    page = as_user(somebody("karim")).get("/fr/day/").content.decode()
    assert all(one.link in page for one in agenda)


def test_who_stands_in_looks_too(due):
    today = timezone.localdate()
    assert not looked("hedi")
    Leave.objects.create(user=somebody("karim"), substitute=somebody("hedi"), starts_on=today, ends_on=today)
    assert len(looked("hedi")) == 2


def test_they_cost_one_statement_however_many(due, django_assert_num_queries):
    karim = User.objects.get(pk=somebody("karim").pk)
    day_of(karim)
    for _n in range(5):
        case = CaseFactory()
        Milestone.objects.filter(case=case).delete()
        Milestone.objects.create(case=case, moment="month_3", due_on=timezone.localdate())
    with django_assert_num_queries(1):
        assert len(_looks(karim, timezone.localdate())) == 5
