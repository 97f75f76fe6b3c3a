"""How long demands wait, told only where enough of them were decided."""

import datetime as dt

import pytest

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.tests.factories import CaseFactory, ServiceFactory
from taghyir.intake.queries import delays_of
from taghyir.intake.tests.factories import another_demand
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 3, 2)


def decided(number: int, waited: int, **facts) -> Demand:
    received = facts.pop("received_on", FIRST)
    known = {"state": "refused", "reason": "Non", "decided_by": somebody("amina")}
    on = {"received_on": received, "decided_on": received + dt.timedelta(days=waited)}
    return another_demand(f"Groupe {number}", **known | on | facts)


def test_the_median_and_the_ninth_tenth_of_days_by_territory_and_month():
    for number, waited in enumerate((1, 2, 3, 4, 10)):
        decided(number, waited)
    another_demand("Sans réponse", received_on=FIRST)
    another_demand("Ailleurs", received_on=FIRST, code="KEF")
    decided(9, 30, received_on=dt.date(2026, 4, 1))
    lines = {(line.territory.code, line.month.month): line for line in delays_of(Demand.objects.all())}
    march = lines["NAD", 3]
    assert (march.received, march.decided, march.median, march.slowest) == (6, 5, 3, 8)
    assert (lines["KEF", 3].received, lines["KEF", 3].decided, lines["KEF", 3].median) == (1, 0, None)
    assert (lines["NAD", 4].decided, lines["NAD", 4].median) == (1, None), "one alone would be recognised"


def test_from_the_decision_to_the_first_meeting():
    for number in range(5):
        demand = decided(number, 2, state="accepted", reason="")
        case = CaseFactory(organisation=demand.organisation, demand=demand)
        for later in (number + 1, 40):
            ServiceFactory(case=case, given_on=demand.decided_on + dt.timedelta(days=later))
    (line,) = delays_of(Demand.objects.all())
    assert (line.met, line.meeting_median, line.meeting_slowest) == (5, 3, 5)


def test_it_costs_the_same_for_three_and_for_thirty(django_assert_num_queries):
    for number in range(3):
        decided(number, number)
    with django_assert_num_queries(4):
        delays_of(Demand.objects.all())
    for number in range(3, 30):
        decided(number, number, received_on=FIRST - dt.timedelta(days=30 * (number % 7)))
    with django_assert_num_queries(4):
        delays_of(Demand.objects.all())
