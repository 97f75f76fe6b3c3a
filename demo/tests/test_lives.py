"""The five long lives of the demonstration, in a house with nothing else in it."""

import datetime as dt

import pytest
from django.db.models import Max, Min
from django.utils import timezone

from demo.clock import on_day
from demo.lives import LIVES, LONGEST, live_long_lives
from demo.setting import open_accounts, prepare_house, publish_instruments
from taghyir.accompaniment.models import Case
from taghyir.duties.models import Assembly, Outcome
from taghyir.needs.models import Need

pytestmark = pytest.mark.django_db
THREE_YEARS = dt.timedelta(days=3 * 365)


def test_five_enterprises_of_five_legal_forms_were_followed_for_years():
    today = timezone.localdate()
    with on_day(today - dt.timedelta(days=LONGEST + 40)):
        prepare_house()
        users = open_accounts(since=timezone.localdate())
        publish_instruments(users["pilar"])
    live_long_lives(today)
    cases = list(Case.objects.select_related("organisation__legal_form").order_by("pk"))
    assert len({case.organisation.legal_form.code for case in cases}) == len(LIVES) == len(cases) == 5
    for case in cases:
        given = case.services.aggregate(first=Min("given_on"), last=Max("given_on"))
        assert given["last"] - given["first"] >= THREE_YEARS, case
        assert case.services.count() >= 20 and not case.services.filter(kind=None).exists(), case
        assert [one.name for one in case.diagnoses.order_by("moment")] == ["T0", "T1", "T2"], case
        assert case.objectives.count() == 2 and case.objectives.filter(reached_on=None).count() == 1, case
        assert case.documents.exists() and case.handovers.exists() and case.milestones.exists(), case
        assert Assembly.objects.filter(organisation=case.organisation).exists(), case
        assert "invent" in case.organisation.name, "it says that it is"
        assert Need.objects.get(organisation=case.organisation).state == "told"
    assert Outcome.objects.exists(), "a duty was settled"
    closed = [case for case in cases if case.closed_on]
    assert len(closed) == 2
    for case in closed:
        assert case.milestones.filter(due_on__gt=case.closed_on).exclude(held_on=None).exists(), "followed up"
