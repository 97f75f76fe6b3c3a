"""Two people at the same instant: one is answered, the other is told."""

import threading
import uuid

import pytest
from django.db import connection

from taghyir.accompaniment import actions
from taghyir.accompaniment.models import Case, Demand, Service
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory
from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls) -> list[str]:
    """Run the calls together; for each, "done" or the code of the refusal."""
    start, answers = threading.Barrier(len(calls)), [""] * len(calls)

    def run(place, call):
        try:
            start.wait(timeout=10)
            call()
            answers[place] = "done"
        except Refused as refusal:
            answers[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(answers)


def test_two_advisers_accept_the_same_demand():
    demand, karim, amina = DemandFactory(), somebody("karim"), somebody("amina")
    answers = at_once(
        *(lambda one=one: actions.accept_demand(actor=one, demand=demand, adviser=one) for one in (karim, amina))
    )
    assert answers == ["decided", "done"]
    assert Case.objects.count() == Entry.objects.filter(verb="case.opened").count() == 1


def test_files_opened_together_get_different_numbers():
    karim = somebody("karim")
    demands = [DemandFactory(organisation=OrganisationFactory(name=f"Coopérative {n}")) for n in range(5)]
    answers = at_once(
        *(lambda one=one: actions.accept_demand(actor=karim, demand=one, adviser=karim) for one in demands)
    )
    assert answers == ["done"] * 5
    assert sorted(number[-4:] for number in Case.objects.values_list("number", flat=True)) == [
        "0001",
        "0002",
        "0003",
        "0004",
        "0005",
    ]


def test_a_demand_recorded_twice_together_waits_once():
    karim, organisation = somebody("karim"), OrganisationFactory()
    asking = {"actor": karim, "organisation": organisation, "channel": "desk", "words": "Une étiquette"}
    assert at_once(*(lambda: actions.record_demand(**asking) for _ in range(3))) == ["conflict", "conflict", "done"]
    assert Demand.objects.count() == 1


def test_a_double_tap_is_one_service():
    case, sent_once, karim = CaseFactory(), uuid.uuid4(), somebody("karim")
    giving = {"actor": karim, "case": case, "minutes": 30, "topic": "legal", "women": 1, "sent_once": sent_once}
    answers = at_once(*(lambda: actions.record_service(**giving) for _ in range(4)))
    assert answers == ["done", "sent_already", "sent_already", "sent_already"]
    assert Service.objects.count() == 1


def test_a_service_and_the_closing_of_the_file_do_not_cross():
    case, karim = CaseFactory(), somebody("karim")
    answers = at_once(
        lambda: actions.close_case(actor=karim, case=case, exit="moved", exit_reason="Partie"),
        lambda: actions.record_service(actor=karim, case=case, minutes=30, topic="legal", women=1),
    )
    assert answers in (["closed", "done"], ["done", "done"])
    case.refresh_from_db()
    assert not case.is_open
    assert Service.objects.count() == answers.count("done") - 1
