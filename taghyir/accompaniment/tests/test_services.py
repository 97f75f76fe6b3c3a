"""A service is recorded once, for people who were there, on a day that has come."""

import uuid

import pytest

from taghyir.accompaniment import actions
from taghyir.accompaniment.models import Service
from taghyir.accompaniment.tests.factories import CaseFactory, PlannedActionFactory, day
from taghyir.accompaniment.tests.test_demands import refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def giving():
    """A visit of an hour and a half by Karim: nine women and a man."""
    case = CaseFactory(organisation=tifawin(), next_step="Visiter l’atelier", next_step_on=day(0))
    return {"actor": somebody("karim"), "case": case, "minutes": 90, "topic": "pricing", "women": 9, "men": 1}


def test_four_answers_are_enough(giving):
    service = actions.record_service(**giving)
    assert (service.given_on, service.mode, service.given_by) == (day(0), "visit", somebody("karim"))
    assert Entry.objects.get(verb="service.recorded").subject == service


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"given_on": day(-1)}, "future"),
        ({"given_on": day(61)}, "before"),
        ({"minutes": 0}, "conflict"),
        ({"minutes": 961}, "conflict"),
        ({"women": 0, "men": 0}, "conflict"),
        ({"topic": "gossip"}, "invalid"),
        ({"women": -1}, "invalid"),
        ({"next_step": "Rappeler"}, "no_day"),
        ({"next_step": "Rappeler", "next_step_on": day(1)}, "past"),
    ],
)
def test_a_service_that_cannot_be_is_refused(giving, change, code):
    assert refused(actions.record_service, **giving | change) == code
    assert not Service.objects.exists()


def test_the_same_sheet_sent_twice_is_one_service(giving):
    giving["sent_once"] = uuid.uuid4()
    service = actions.record_service(**giving)
    with pytest.raises(actions.AlreadySent) as known:
        actions.record_service(**giving)
    assert known.value.service == service
    assert Service.objects.count() == Entry.objects.filter(verb="service.recorded").count() == 1


def test_the_same_sheet_with_other_words_is_refused(giving):
    giving["sent_once"] = uuid.uuid4()
    actions.record_service(**giving)
    assert refused(actions.record_service, **giving | {"women": 8}) == "sent_with_other_words"
    other = CaseFactory(organisation__name="Autre")
    assert refused(actions.record_service, **giving | {"case": other}) == "sent_with_other_words"


def test_an_empty_next_step_keeps_the_promise_until_it_is_said_done(giving):
    case = giving["case"]
    actions.record_service(**giving)
    case.refresh_from_db()
    assert case.next_step == "Visiter l’atelier"
    actions.record_service(**giving, is_step_done=True)
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on) == ("", None)


def test_a_new_next_step_replaces_the_old_one(giving):
    actions.record_service(**giving, next_step="Appeler l’ODCO", next_step_on=day(-7))
    giving["case"].refresh_from_db()
    assert (giving["case"].next_step, giving["case"].next_step_on) == ("Appeler l’ODCO", day(-7))


def test_a_service_may_finish_the_action_it_was_given_for(giving):
    planned = PlannedActionFactory(objective__case=giving["case"])
    actions.record_service(**giving, planned_action=planned, is_action_finished=True, given_on=day(2))
    planned.refresh_from_db()
    assert planned.done_on == day(2)


def test_a_service_is_not_given_for_the_action_of_another_file(giving):
    planned = PlannedActionFactory(objective__case__organisation__name="Autre")
    assert refused(actions.record_service, **giving, planned_action=planned) == "other_case"
