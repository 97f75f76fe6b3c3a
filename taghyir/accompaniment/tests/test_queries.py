"""What waits for somebody, and what happened in a period."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from taghyir.accompaniment import queries
from taghyir.accompaniment.models import Service
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, ServiceFactory, day
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.models import Leave
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def case_named(name, **facts):
    return CaseFactory(organisation__name=name, **facts)


def test_late_promises_come_first_then_the_longest_silence():
    quiet, never = case_named("silencieuse"), case_named("jamais vue")
    soon = case_named("bientôt", next_step="Appeler", next_step_on=day(-2))
    late = case_named("en retard", next_step="Appeler", next_step_on=day(3))
    ServiceFactory(case=quiet, given_on=day(40))
    ServiceFactory(case=late, given_on=day(1))
    case_named("fermée", closed_on=day(1), exit="moved", exit_reason="x")
    assert list(queries.cases_to_follow(somebody("karim"))) == [late, soon, never, quiet]


def test_steps_due_are_those_of_the_week_and_before():
    late = case_named("en retard", next_step="Appeler", next_step_on=day(1))
    week = case_named("semaine", next_step="Appeler", next_step_on=day(-7))
    case_named("plus tard", next_step="Appeler", next_step_on=day(-8))
    CaseFactory(
        organisation=OrganisationFactory(code="KEF"), next_step="x", next_step_on=day(1), adviser=adviser_of("KEF")
    )
    assert list(queries.next_steps_due(somebody("karim"))) == [late, week]
    assert list(queries.next_steps_due(somebody("amina"))) == [late, week]
    assert list(queries.next_steps_due(somebody("karim"), within_days=0)) == [late]
    assert queries.next_steps_due(somebody("pilar")).count() == 3
    assert not queries.next_steps_due(somebody("hedi")).exists()
    assert not queries.next_steps_due(somebody("ines")).exists()


def test_a_colleague_does_not_find_the_steps_of_another_in_their_day():
    CaseFactory(next_step="Appeler", next_step_on=day(0))
    colleague = adviser_of("NAD")
    assert not queries.next_steps_due(colleague).exists()
    Leave.objects.create(user=somebody("karim"), substitute=colleague, starts_on=day(1), ends_on=day(-1))
    assert queries.next_steps_due(colleague).count() == 1


def test_new_demands_are_those_one_may_answer_the_oldest_first():
    young, old = DemandFactory(received_on=day(1)), DemandFactory(organisation__name="Autre", received_on=day(9))
    DemandFactory(organisation__name="En attente", state="waiting", reason="x")
    DemandFactory(organisation=OrganisationFactory(code="KEF"))
    assert list(queries.new_demands(somebody("karim"))) == [old, young]
    for name in ("leila", "ines", "fatma", "noor"):
        assert not queries.new_demands(somebody(name)).exists()


@pytest.mark.parametrize(("ago", "is_silent"), [(44, False), (45, True), (46, True)])
def test_a_file_is_silent_after_forty_five_days(ago, is_silent):
    case = CaseFactory(opened_on=day(55))
    ServiceFactory(case=case, given_on=day(ago))
    assert queries.silent_cases(somebody("karim")).filter(pk=case.pk).exists() == is_silent


def test_a_young_or_closed_file_is_not_silent():
    case_named("jeune", opened_on=day(44))
    case_named("fermée", opened_on=day(90), closed_on=day(1), exit="moved", exit_reason="x")
    old = case_named("vieille", opened_on=day(46))
    assert list(queries.silent_cases(somebody("karim"))) == [old]


def test_a_period_counts_what_happened_in_it():
    march = SimpleNamespace(starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 3, 31))
    nador = TerritoryFactory()
    case = case_named(
        "A", opened_on=dt.date(2026, 3, 31), is_new_enterprise=True, demand__received_on=dt.date(2026, 2, 1)
    )
    ended = {"closed_on": dt.date(2026, 2, 28), "exit": "moved", "exit_reason": "x"}
    before = case_named("B", opened_on=dt.date(2026, 1, 5), **ended)
    again = CaseFactory(organisation=before.organisation, opened_on=dt.date(2026, 3, 1))
    CaseFactory(organisation=OrganisationFactory(code="KEF"), opened_on=dt.date(2026, 3, 2), adviser=somebody("hedi"))
    for given_on, minutes in ((dt.date(2026, 3, 1), 60), (dt.date(2026, 3, 31), 90), (dt.date(2026, 4, 1), 30)):
        ServiceFactory(case=case, given_on=given_on, minutes=minutes, women=2, men=1)
    assert set(queries.cases_open_in(march, nador)) == {case, again}
    assert queries.cases_open_in(march).count() == 3
    accompanied = queries.organisations_accompanied(march, nador)
    assert {organisation.name: organisation.was_new for organisation in accompanied} == {"A": True, "B": False}
    totals = queries.totals_of(queries.services_in(march, nador))
    assert totals == {"count": 2, "minutes": 150, "women": 4, "men": 2}
    met = queries.first_meetings_in(march).get()
    assert (met, met.waited) == (case, dt.timedelta(days=28))


def test_nothing_given_is_nothing_and_not_an_error():
    empty = SimpleNamespace(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    assert queries.totals_of(queries.services_in(empty)) == {"count": 0, "minutes": 0, "women": 0, "men": 0}
    assert not queries.first_meetings_in(empty, TerritoryFactory()).exists()


def test_a_file_is_whole_in_few_statements(django_assert_max_num_queries):
    case = CaseFactory()
    service = ServiceFactory(case=case)
    Service.objects.bulk_create(
        Service(case=case, given_on=day(n % 40), minutes=30, topic="legal", women=1, given_by=service.given_by)
        for n in range(40)
    )
    with django_assert_max_num_queries(12):
        file = queries.CaseFile(case)
        assert len(file.services) == 5
        assert (file.needs, file.objectives, file.members, file.identifiers, file.history) == ([], [], [], [], [])
        assert [agreement.people for agreement in file.agreements] == [[], [], [], []]
        assert (file.call, file.stage) == ("", "accompany")
