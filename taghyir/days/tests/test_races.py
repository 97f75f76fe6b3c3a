"""Two people at the same instant: one is answered, the other is told."""

import pytest

from taghyir.accompaniment.actions import close_case
from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.accompaniment.tests.test_races import at_once
from taghyir.core.models import Entry
from taghyir.days.actions import accept_transfer, answer_alert, approve_plan, propose_exit, withdraw_proposal
from taghyir.days.models import Proposal
from taghyir.days.queries import approved_plan
from taghyir.days.tests.factories import alerts_of, colleague, file_of_tifawin, karim, transfer_of
from taghyir.people.tests.factories import somebody
from taghyir.plans.actions import add_objective

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case():
    return file_of_tifawin()


def test_a_transfer_accepted_twice_and_withdrawn_at_once_has_one_answer(case):
    asked, me = colleague(), karim()
    proposal = transfer_of(case, asked)
    answers = at_once(
        lambda: accept_transfer(actor=asked, proposal=Proposal.objects.get(pk=proposal.pk)),
        lambda: accept_transfer(actor=asked, proposal=Proposal.objects.get(pk=proposal.pk)),
        lambda: withdraw_proposal(actor=me, proposal=Proposal.objects.get(pk=proposal.pk)),
    )
    assert answers == ["answered", "answered", "done"]
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (case.adviser == asked) == (proposal.state == "accepted")


def test_a_file_accepted_while_it_is_closed_is_one_or_the_other(case):
    asked, amina = colleague(), somebody("amina")
    proposal = transfer_of(case, asked)
    answers = at_once(
        lambda: accept_transfer(actor=asked, proposal=Proposal.objects.get(pk=proposal.pk)),
        lambda: close_case(actor=amina, case=Case.objects.get(pk=case.pk), exit="moved", exit_reason="Partie"),
    )
    assert answers in (["done", "done"], ["closed", "done"])
    assert not Case.objects.get().is_open


def test_a_plan_approved_while_it_is_edited_is_the_one_that_was_read_or_none(case):
    amina, me, read = somebody("amina"), karim(), digest_of(plan_of(case))
    answers = at_once(
        lambda: approve_plan(actor=amina, case=Case.objects.get(pk=case.pk), digest=read),
        lambda: add_objective(actor=me, case=Case.objects.get(pk=case.pk), words="Vendre à Oujda"),
    )
    kept = approved_plan(case)
    if answers == ["done", "done"]:
        assert kept and digest_of(kept.plan) == read == kept.digest
    else:
        assert answers == ["changed", "done"] and kept is None


def test_an_exit_proposed_twice_at_once_waits_once(case):
    me = karim()
    asking = {"exit": "moved", "reason": "Partie"}
    answers = at_once(*(lambda: propose_exit(actor=me, case=Case.objects.get(pk=case.pk), **asking) for _ in range(3)))
    assert answers == ["conflict", "conflict", "done"]
    assert Proposal.objects.count() == Entry.objects.filter(verb="exit.proposed").count() == 1


def test_a_mail_answered_twice_at_once_is_answered_once(case):
    me = karim()
    alert = next(one for one in alerts_of(me) if one.kind == "action")
    answers = at_once(*(lambda: answer_alert(actor=me, alert=alert, answer="done") for _ in range(3)))
    assert answers == ["answered", "answered", "done"]
