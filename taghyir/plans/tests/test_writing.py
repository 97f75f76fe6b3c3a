"""A plan is written: objectives, and who does what by when."""

import pytest
from django.urls import reverse

from taghyir.accompaniment.models import Objective
from taghyir.accompaniment.tests.factories import CaseFactory, ObjectiveFactory, day, need_of
from taghyir.accompaniment.tests.test_demands import refused
from taghyir.accompaniment.tests.test_races import at_once
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody
from taghyir.plans import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


def test_a_file_has_five_objectives_to_reach_at_most(case):
    karim = somebody("karim")
    for number in range(5):
        objective = actions.add_objective(actor=karim, case=case, words=f"Objectif {number}")
    assert refused(actions.add_objective, actor=karim, case=case, words="Un de trop") == "too_many"
    actions.reach_objective(actor=karim, objective=objective)
    actions.add_objective(actor=karim, case=case, words="Le suivant")  # what is reached makes room
    assert case.objectives.count() == 6


def test_an_objective_is_reached_on_a_day_that_has_come(case):
    objective = ObjectiveFactory(case=case)
    arguments = {"actor": somebody("karim"), "objective": objective}
    assert refused(actions.reach_objective, **arguments, reached_on=day(-1)) == "future"
    assert actions.reach_objective(**arguments, reached_on=day(2)).reached_on == day(2)


def test_an_action_answers_at_least_one_need_of_the_enterprise(case):
    planning = {
        "actor": somebody("karim"),
        "objective": ObjectiveFactory(case=case),
        "words": "Préparer l’étiquette",
        "done_by": "Karim",
        "due_on": day(-30),
    }
    assert refused(actions.plan_action, **planning, needs=[]) == "no_need"
    assert refused(actions.plan_action, **planning, needs=[need_of(OrganisationFactory(name="Autre"))]) == "other_need"
    need = need_of(case.organisation)
    assert list(actions.plan_action(**planning, needs=[need]).needs.all()) == [need]


def test_who_is_turned_away_from_a_plan_leaves_a_line_on_the_file(as_user, case):
    objective = ObjectiveFactory(case=case)
    assert as_user(somebody("hedi")).get(reverse("plans:plan_action", args=[objective.pk])).status_code == 404
    line = Entry.objects.get(verb="case.refused")
    assert (line.subject, line.details) == (case, {"objective": objective.pk})


@pytest.mark.django_db(transaction=True)
def test_the_fifth_objective_is_written_once():
    case, karim = CaseFactory(), somebody("karim")
    ObjectiveFactory.create_batch(4, case=case)
    answers = at_once(*(lambda: actions.add_objective(actor=karim, case=case, words="Le cinquième") for _ in range(3)))
    assert answers == ["done", "too_many", "too_many"]
    assert Objective.objects.count() == 5
