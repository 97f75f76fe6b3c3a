"""What waits for somebody, and what happened in a period."""

import pytest

from taghyir.accompaniment import queries
from taghyir.accompaniment.models import Case, Service
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, ServiceFactory, day
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.models import Leave
from taghyir.people.tests.factories import adviser_of, somebody

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
    assert Case.objects.filter(queries.without_service_for(45), pk=case.pk).exists() == is_silent


def test_a_young_or_closed_file_is_not_silent():
    case_named("jeune", opened_on=day(44))
    case_named("fermée", opened_on=day(90), closed_on=day(1), exit="moved", exit_reason="x")
    old = case_named("vieille", opened_on=day(46))
    assert list(Case.objects.filter(queries.without_service_for(45))) == [old]


def test_what_was_given_is_summed_and_nothing_is_nothing():
    for minutes in (60, 90):
        ServiceFactory(case=case_named(f"A{minutes}"), minutes=minutes, women=2, men=1)
    given = Service.objects.all()
    assert queries.totals_of(given) == {"count": 2, "minutes": 150, "women": 4, "men": 2, "unsaid": 0, "present": 6}
    assert set(queries.totals_of(given.none()).values()) == {0}


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
