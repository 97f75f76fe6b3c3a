"""What is to be practised after a training."""

import uuid

import pytest
from django.urls import reverse
from django.utils.translation import override

from taghyir.accompaniment.actions import finish_action, plan_practice
from taghyir.accompaniment.models import PlannedAction
from taghyir.accompaniment.tests.factories import CaseFactory, day, need_of
from taghyir.catalogue.tests.factories import ServiceKindFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.plans.actions import change_action

pytestmark = pytest.mark.django_db


def test_what_is_to_be_practised_is_changed_until_it_is_done():
    case, karim = CaseFactory(), somebody("karim")
    said = {"words": "Calculer", "done_by": "Fatma", "due_on": day(-30)}
    planned = plan_practice(actor=karim, case=case, **said)
    changed = change_action(actor=karim, planned_action=planned, **said | {"due_on": day(-60)})
    assert changed.due_on == day(-60) and Entry.objects.get(verb="action.changed").details["after"][1] == "Fatma"
    finish_action(actor=karim, planned_action=planned)
    with pytest.raises(Refused):
        change_action(actor=karim, planned_action=planned, **said)
    with pytest.raises(NotAllowed):
        change_action(actor=somebody("hedi"), planned_action=planned, **said)
    foreign = need_of(OrganisationFactory(name="Autre"))
    with pytest.raises(Refused):
        plan_practice(actor=karim, case=case, **said, needs=[foreign])


def test_a_practice_stands_under_the_first_objective_that_is_not_reached():
    case = CaseFactory()
    reached = case.objectives.create(words="Atteint", reached_on=day(1))
    said = {"actor": somebody("karim"), "case": case, "words": "Calculer", "done_by": "Fatma", "due_on": day(-30)}
    assert plan_practice(**said).objective == reached
    to_reach = case.objectives.create(words="Vendre")
    assert plan_practice(**said).objective == to_reach
    fresh = CaseFactory(organisation=OrganisationFactory(name="Argana"))
    assert plan_practice(**said | {"case": fresh}).objective.words == "Mettre en pratique ce qui a été appris"


def test_a_training_recorded_as_a_service_leaves_something_to_practise_once(as_user):
    case, kind = CaseFactory(), ServiceKindFactory()
    need, _other = need_of(case.organisation, theme=kind.themes[0]), need_of(case.organisation, theme="care")
    karim, door = as_user(somebody("karim")), reverse("accompaniment:record_service", args=[case.pk])
    form = karim.get(door).context["form"]
    sheet = {name: form[name].value() for name in ("sent_once", "given_by")} | {"mode": "group", "women": "9"}
    sheet |= {"topic": str(kind.pk), "minutes": "180", "given_on": day(3).isoformat(), "practice": "Calculer un prix"}
    for _tap in range(2):
        assert karim.post(door, sheet).status_code == 302
    planned = PlannedAction.objects.get(objective__case=case)
    assert (planned.words, planned.due_on, planned.needs.get()) == ("Calculer un prix", day(-30), need)
    assert planned.done_by == str(case.organisation)


SAY = "C’est une formation\u00a0: dites ce qu’elles mettent en pratique, ou pourquoi rien."


def test_a_training_said_with_one_tap_or_by_its_kind_asks_for_a_practice_or_a_reason(as_user):
    case, kind = CaseFactory(), ServiceKindFactory(is_training=True)
    karim = as_user(somebody("karim"))
    with override("fr"):
        door = reverse("accompaniment:record_service", args=[case.pk])
    by_hand = {"topic": "pricing", "minutes": "90", "women": "9", "mode": "visit", "given_on": day(3).isoformat()}
    by_hand |= {"given_by": somebody("karim").pk, "is_training": "on"}
    for sheet in (by_hand, by_hand | {"topic": str(kind.pk), "is_training": ""}):
        asked = karim.post(door, sheet)
        assert asked.context["form"].errors == {"practice": [SAY]} and not case.services.exists()
    both = karim.post(door, by_hand | {"practice": "Calculer", "no_practice": "Rien"})
    assert set(both.context["form"].errors) == {"no_practice"}
    said = {"practice": "Calculer un prix", "practice_by": "Fatma", "practice_on": day(-9).isoformat()}
    assert karim.post(door, by_hand | said).status_code == 302
    planned = PlannedAction.objects.get(objective__case=case)
    assert (planned.words, planned.done_by, planned.due_on) == ("Calculer un prix", "Fatma", day(-9))
    assert karim.post(door, by_hand | {"topic": str(kind.pk), "no_practice": "Déjà fait"}).status_code == 302
    assert case.services.filter(is_training=True).count() == 2 and PlannedAction.objects.count() == 1
    assert case.services.get(kind=kind).no_practice == "Déjà fait"
    assert karim.post(door, by_hand | {"is_training": ""}).status_code == 302  # no training, nothing is asked


def test_a_program_is_told_the_same_of_a_training(as_user):
    case, kind, karim = CaseFactory(), ServiceKindFactory(is_training=True), as_user(somebody("karim"))

    def send(**said):
        sheet = {"sent_once": str(uuid.uuid4()), "minutes": 30, "women": 2} | said
        return karim.post(f"/api/v1/cases/{case.pk}/services", sheet, content_type="application/json")

    for said in ({"topic": "pricing", "is_training": True}, {"kind": kind.code}):
        told = send(**said)
        assert (told.status_code, told.json()["code"]) == (409, "no_practice")
    kept = send(kind=kind.code, no_practice="Déjà fait").json()
    assert (kept["is_training"], kept["no_practice"]) == (True, "Déjà fait")
    assert send(topic="pricing", is_training=True, practice="Calculer", practice_by="Fatma").status_code == 201
    assert PlannedAction.objects.get().done_by == "Fatma"
