"""A file: its next step, its plan, its adviser, its end."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taghyir.accompaniment import actions
from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import (
    CaseFactory,
    PlannedActionFactory,
    ServiceFactory,
    day,
    need_of,
)
from taghyir.accompaniment.tests.test_demands import refused
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.people.models import Leave
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.plans import actions as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


@pytest.fixture
def closed(case):
    actions.close_case(actor=somebody("karim"), case=case, exit="achieved", exit_reason="Tout va bien")
    case.refresh_from_db()
    return case


def test_a_next_step_is_promised_changed_and_done(case):
    karim = somebody("karim")
    actions.set_next_step(actor=karim, case=case, next_step="Rappeler Fatma", next_step_on=day(-3))
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on, case.step_status) == ("Rappeler Fatma", day(-3), "soon")
    actions.set_next_step(actor=karim, case=case, next_step="", next_step_on=None)
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on) == ("", None)
    assert [line.details["step"] for line in Entry.objects.filter(verb="case.next_step_set").order_by("pk")] == [
        "Rappeler Fatma",
        "",
    ]


@pytest.mark.parametrize(
    ("words", "on", "code"), [("Rappeler", None, "no_day"), ("", day(-3), "no_step"), ("Rappeler", day(1), "past")]
)
def test_a_promise_has_words_and_a_day_to_come(case, words, on, code):
    arguments = {"actor": somebody("karim"), "case": case, "next_step": words, "next_step_on": on}
    assert refused(actions.set_next_step, **arguments) == code


def test_an_action_is_finished_once(case):
    planned = PlannedActionFactory(objective__case=case)
    arguments = {"actor": somebody("karim"), "planned_action": planned}
    assert refused(actions.finish_action, **arguments, done_on=day(-1)) == "future"
    assert actions.finish_action(**arguments, done_on=day(1)).status == "done"
    assert refused(actions.finish_action, **arguments) == "done"


def test_an_action_is_postponed_until_it_is_done(case):
    planned = PlannedActionFactory(objective__case=case, due_on=day(4))
    arguments = {"actor": somebody("karim"), "planned_action": planned}
    assert refused(actions.postpone_action, **arguments, due_on=day(1)) == "past"
    assert actions.postpone_action(**arguments, due_on=day(-9), reason="La presse est en panne").due_on == day(-9)
    said = Entry.objects.get(verb="action.postponed").details
    assert said == {"was": day(4).isoformat(), "on": day(-9).isoformat(), "reason": "La presse est en panne"}
    actions.finish_action(**arguments)
    assert refused(actions.postpone_action, **arguments, due_on=day(-12)) == "done"
    with pytest.raises(NotAllowed):
        actions.postpone_action(actor=somebody("fatma"), planned_action=planned, due_on=day(-12))


def test_a_file_is_given_to_a_colleague_of_the_territory(case):
    colleague = adviser_of("NAD")
    arguments = {"actor": somebody("amina"), "case": case}
    assert refused(actions.transfer_case, **arguments, adviser=adviser_of("KEF")) == "not_an_adviser"
    assert refused(actions.transfer_case, **arguments, adviser=somebody("karim")) == "same"
    assert actions.transfer_case(**arguments, adviser=colleague, reason="Congé").adviser == colleague
    line = Entry.objects.get(verb="case.transferred")
    assert (line.details["from"], line.details["to"], line.details["reason"]) == (
        somebody("karim").pk,
        colleague.pk,
        "Congé",
    )


def test_a_file_is_not_given_to_somebody_on_leave_and_the_refusal_says_until_when(case):
    away, amina = adviser_of("NAD"), somebody("amina")
    Leave.objects.create(user=away, substitute=amina, starts_on=day(3), ends_on=dt.date(2099, 1, 9))
    with pytest.raises(Refused, match="10 janvier 2099") as refusal:
        actions.transfer_case(actor=amina, case=case, adviser=away)
    assert refusal.value.code == "on_leave" and "Amina" in str(refusal.value)


def test_an_adviser_proposes_and_does_not_give_a_file_alone(case):
    with pytest.raises(NotAllowed):
        actions.transfer_case(actor=somebody("karim"), case=case, adviser=adviser_of("NAD"))


def test_where_exits_are_approved_the_adviser_does_not_close_alone(case):
    case.territory.approves_exits = True
    case.territory.save()
    closing = {"exit": "moved", "exit_reason": "Partie"}
    with pytest.raises(NotAllowed):
        actions.close_case(actor=somebody("karim"), case=case, **closing)
    assert not actions.close_case(actor=somebody("amina"), case=case, **closing).is_open


def test_a_file_closes_with_an_exit_and_a_reason(case):
    ServiceFactory(case=case, given_on=day(3))
    case.next_step, case.next_step_on = "Rappeler", day(-3)
    case.save()
    closing = {"actor": somebody("amina"), "case": case, "exit": "autonomous"}
    assert refused(actions.close_case, **closing, exit_reason="Bien", closed_on=day(-1)) == "future"
    assert refused(actions.close_case, **closing, exit_reason="Bien", closed_on=day(4)) == "service_after"
    assert refused(actions.close_case, **closing, exit_reason=" ") == "conflict"
    closed = actions.close_case(**closing, exit_reason="Elles vendent seules", closed_on=day(2))
    assert (closed.is_open, closed.closed_on, closed.next_step, closed.next_step_on) == (False, day(2), "", None)
    assert Entry.objects.get(verb="case.closed").details == {"exit": "autonomous", "reason": "Elles vendent seules"}


def test_a_file_does_not_close_before_it_opens(case):
    closing = {"actor": somebody("karim"), "case": case, "exit": "moved", "exit_reason": "Partie"}
    assert refused(actions.close_case, **closing, closed_on=day(51)) == "conflict"


def test_a_closed_file_is_read_and_no_longer_written(closed):
    karim = somebody("karim")
    planned = PlannedActionFactory(objective__case=closed)
    one = {"actor": somebody("pilar"), "case": closed}
    assert refused(actions.set_next_step, **one, next_step="", next_step_on=None) == "closed"
    assert refused(plans.add_objective, **one, words="Encore") == "closed"
    assert refused(actions.transfer_case, **one, adviser=somebody("amina")) == "closed"
    assert refused(actions.close_case, **one, exit="moved", exit_reason="Encore") == "closed"
    assert refused(actions.record_service, **one, minutes=30, topic="legal", women=1) == "closed"
    assert refused(actions.finish_action, actor=karim, planned_action=planned) == "closed"
    assert refused(plans.reach_objective, actor=karim, objective=planned.objective) == "closed"
    planning = {"words": "x", "done_by": "y", "due_on": day(-3), "needs": [need_of(closed.organisation)]}
    assert refused(plans.plan_action, actor=karim, objective=planned.objective, **planning) == "closed"


@pytest.mark.parametrize("name", ["hedi", "fatma", "leila", "youssef", "salma", "ines", "noor"])
def test_who_does_not_advise_there_does_nothing(case, name):
    planned = PlannedActionFactory(objective__case=case)
    attempts = [
        (actions.set_next_step, {"case": case, "next_step": "", "next_step_on": None}),
        (plans.add_objective, {"case": case, "words": "x"}),
        (plans.reach_objective, {"objective": planned.objective}),
        (
            plans.plan_action,
            {"objective": planned.objective, "words": "x", "needs": [], "done_by": "y", "due_on": day(0)},
        ),
        (actions.finish_action, {"planned_action": planned}),
        (actions.transfer_case, {"case": case, "adviser": somebody("amina")}),
        (actions.close_case, {"case": case, "exit": "moved", "exit_reason": "x"}),
        (actions.record_service, {"case": case, "minutes": 30, "topic": "legal", "women": 1}),
    ]
    for attempt, arguments in attempts:
        with pytest.raises(NotAllowed):
            attempt(actor=somebody(name), **arguments)


def test_a_colleague_works_on_the_file_but_neither_gives_nor_closes_it(case):
    colleague = adviser_of("NAD")
    plans.add_objective(actor=colleague, case=case, words="Une étiquette")
    with pytest.raises(NotAllowed):
        actions.transfer_case(actor=colleague, case=case, adviser=somebody("amina"))
    with pytest.raises(NotAllowed):
        actions.close_case(actor=colleague, case=case, exit="moved", exit_reason="x")


def test_the_database_itself_keeps_one_open_file(case):
    with pytest.raises(IntegrityError, match="one_open_case"), transaction.atomic():
        CaseFactory(organisation=case.organisation)


def test_needs_follow_the_demand_the_file_and_the_action():
    organisation, karim, amina = tifawin(), somebody("karim"), somebody("amina")
    need = need_of(organisation, owner=amina)
    asking = {"actor": karim, "organisation": organisation, "channel": "desk", "words": "Des bocaux moins chers"}
    demand = actions.record_demand(**asking, needs=[need], theme="network")
    case = actions.accept_demand(actor=amina, demand=demand, adviser=karim)
    assert {(one.owner, one.state, one.theme) for one in demand.needs.all()} == {
        (karim, "owned", "market"),
        (karim, "owned", "network"),
    }
    planned = PlannedActionFactory(objective__case=case, needs=[need])
    actions.finish_action(actor=karim, planned_action=planned, answer_words="L’étiquette est prête")
    need.refresh_from_db()
    assert (need.state, need.answer, need.answer_words) == ("answered", "service", "L’étiquette est prête")
    actions.transfer_case(actor=amina, case=case, adviser=adviser_of("NAD"))
    assert {one.owner for one in demand.needs.all()} == {Case.objects.get().adviser}


def test_a_finished_action_without_an_answer_leaves_its_needs_open(case):
    planned = PlannedActionFactory(objective__case=case)
    actions.finish_action(actor=somebody("karim"), planned_action=planned, answer_words=" ")
    assert planned.needs.get().state == "heard"
