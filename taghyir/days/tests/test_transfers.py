"""A file changes hands when both agree; nobody is asked while on leave; who stands in proposes too."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from taghyir.accompaniment.actions import close_case, transfer_case
from taghyir.accompaniment.tests.factories import CaseFactory, day, need_of
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.journal import record
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.days.actions import accept_transfer, propose_transfer, refuse_transfer, withdraw_proposal
from taghyir.days.models import Proposal
from taghyir.days.queries import token_of_proposal, waiting_for
from taghyir.days.tests.factories import colleague, file_of_tifawin, karim, transfer_of
from taghyir.people.models import Leave
from taghyir.people.tests.factories import adviser_of, somebody

pytestmark = pytest.mark.django_db


def refused(action, **arguments):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        action(**arguments)
    return refusal.value.code


@pytest.fixture
def case():
    return file_of_tifawin()


def test_a_file_goes_to_a_colleague_who_accepts_with_its_open_needs(case):
    asked, need = colleague(), need_of(case.organisation)
    proposal = transfer_of(case, asked)
    case.refresh_from_db()
    assert case.adviser == karim() and list(waiting_for(asked)) == [proposal]
    accept_transfer(actor=asked, proposal=proposal)
    case.refresh_from_db()
    need.refresh_from_db()
    assert (case.adviser, need.owner) == (asked, asked)
    line = Entry.objects.get(verb="case.transferred")
    assert (line.actor.is_robot, line.details["reason"]) == (True, "Plus près de Selouane")
    assert Entry.objects.get(verb="transfer.accepted").actor == asked
    assert refused(refuse_transfer, actor=asked, proposal=proposal, answer="Non") == "answered"


def test_a_colleague_says_no_and_why(case):
    asked = colleague()
    proposal = transfer_of(case, asked)
    assert refused(refuse_transfer, actor=asked, proposal=proposal, answer=" ") == "no_reason"
    refuse_transfer(actor=asked, proposal=proposal, answer="J’en ai trente")
    run_reactions()
    case.refresh_from_db()
    assert case.adviser == karim()
    assert "J’en ai trente" in mail.outbox[-1].body and mail.outbox[-1].to == ["karim@taghyir.example"]


def test_one_proposal_waits_at_a_time_and_the_database_keeps_it_so(case):
    asked = colleague()
    transfer_of(case, asked)
    again = {"actor": karim(), "case": case, "adviser": asked, "reason": "Encore"}
    assert refused(propose_transfer, **again) == "conflict"
    with pytest.raises(IntegrityError, match="one_waiting_proposal"), transaction.atomic():
        Proposal.objects.create(case=case, kind="transfer", proposed_by=karim(), asked=asked, reason="x")
    withdraw_proposal(actor=karim(), proposal=Proposal.objects.get())
    assert propose_transfer(**again).is_waiting
    assert refused(propose_transfer, **again | {"reason": " "}) == "conflict"


def test_who_is_on_leave_is_not_asked_and_the_sentence_says_until_when(case):
    away, amina = colleague(), somebody("amina")
    Leave.objects.create(user=away, substitute=amina, starts_on=day(1), ends_on=dt.date(2099, 5, 9))
    with pytest.raises(Refused, match="10 mai 2099") as refusal:
        transfer_of(case, away)
    assert refusal.value.code == "on_leave" and str(amina) in str(refusal.value)


def test_who_went_on_leave_since_does_not_take_the_file(case):
    asked = colleague()
    proposal = transfer_of(case, asked)
    Leave.objects.create(user=asked, substitute=somebody("amina"), starts_on=day(0), ends_on=day(-9))
    assert refused(accept_transfer, actor=asked, proposal=proposal) == "on_leave"


def test_only_its_adviser_proposes_only_who_is_asked_answers(case):
    asked, other = colleague(), adviser_of("NAD")
    for name in ("amina", "hedi", "fatma", "ines", "noor"):
        with pytest.raises(NotAllowed):
            propose_transfer(actor=somebody(name), case=case, adviser=asked, reason="x")
    proposal = transfer_of(case, asked)
    for someone in (other, somebody("amina"), karim()):
        with pytest.raises(NotAllowed):
            accept_transfer(actor=someone, proposal=proposal)
        with pytest.raises(NotAllowed):
            refuse_transfer(actor=someone, proposal=proposal, answer="x")
    with pytest.raises(NotAllowed):
        withdraw_proposal(actor=asked, proposal=proposal)
    assert (
        refused(propose_transfer, actor=karim(), case=case, adviser=adviser_of("KEF"), reason="x") == "not_an_adviser"
    )


def test_who_stands_in_proposes_until_the_leave_ends(case):
    asked, amina, hedi = colleague(), somebody("amina"), somebody("hedi")
    leave = Leave.objects.create(user=karim(), substitute=hedi, starts_on=day(1), ends_on=day(-1))
    proposal = propose_transfer(actor=hedi, case=case, adviser=asked, reason="Pendant le congé")
    assert proposal.proposed_by == hedi
    leave.ends_on = day(1)
    leave.save()
    assert refused(accept_transfer, actor=asked, proposal=proposal) == "moved"
    transfer_case(actor=amina, case=case, adviser=asked)  # a coordinator, at once


def test_a_file_given_or_closed_meanwhile_is_proposed_no_more(case):
    proposal = transfer_of(case, colleague())
    other = adviser_of("NAD")
    transfer_case(actor=somebody("amina"), case=case, adviser=other)
    assert refused(accept_transfer, actor=proposal.asked, proposal=proposal) == "moved"
    run_reactions()
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    case.refresh_from_db()
    second = transfer_of(case, karim())
    close_case(actor=somebody("amina"), case=case, exit="moved", exit_reason="Partie")
    assert refused(accept_transfer, actor=karim(), proposal=second) == "closed"
    run_reactions()
    run_reactions()
    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_the_mail_to_the_colleague_answers_without_an_account_and_only_by_the_button(client, case):
    asked = colleague()
    proposal = transfer_of(case, asked)
    run_reactions()
    assert [letter.to for letter in mail.outbox] == [[asked.email]]
    address = next(word for word in mail.outbox[0].body.split() if "/mail/proposal/" in word)
    address = address[address.index("/fr/") :]
    for method in ("get", "head", "get"):
        assert getattr(client, method)(address).status_code == 200
    proposal.refresh_from_db()
    assert proposal.is_waiting, "machines that open mails decide nothing"
    assert "Dites pourquoi" in client.post(address, {"decision": "no"}).content.decode()
    assert client.post(address, {"decision": "yes"}).status_code == 200
    case.refresh_from_db()
    assert case.adviser == asked
    assert client.get(address).status_code == client.post(address, {"decision": "no", "answer": "x"}).status_code == 410


def test_a_link_of_who_left_opens_nothing(client, case):
    asked = colleague()
    proposal = transfer_of(case, asked)
    address = f"/fr/days/mail/proposal/{token_of_proposal(proposal, asked)}/"
    assert client.get(address).status_code == 200
    asked.is_active = False
    asked.save()
    assert client.get(address).status_code == 410
    assert client.get(address[:-2] + "x/").status_code == 410


def test_files_of_a_closed_account_go_to_who_may_have_them_and_the_others_are_told_to_the_coordinators(case):
    ended = {"closed_on": day(1), "exit": "moved", "exit_reason": "x"}
    closed, successor, need = CaseFactory(organisation__name="Fermée", **ended), colleague(), need_of(case.organisation)
    away = Leave.objects.create(user=successor, substitute=somebody("amina"), starts_on=day(1), ends_on=day(-1))
    for unfit in (successor, somebody("fatma"), adviser_of("KEF"), None):  # on leave, a member, of elsewhere, nobody
        record(somebody("pilar"), "user.disabled", karim(), successor=unfit.pk if unfit else None)
        run_reactions()
        case.refresh_from_db()
        assert case.adviser == karim()
        told = Notice.objects.filter(user=somebody("amina")).latest("pk")
        assert case.number in told.text and closed.number not in told.text and "Karim" in told.text
    assert Notice.objects.filter(user=somebody("amina")).count() == 4
    away.delete()
    record(somebody("pilar"), "user.disabled", karim(), successor=successor.pk)
    run_reactions()
    for row in (case, closed, need):
        row.refresh_from_db()
    assert (case.adviser, closed.adviser, need.owner) == (successor, karim(), successor)
    assert Entry.objects.get(verb="case.transferred").actor.is_robot
    assert Notice.objects.filter(user=somebody("amina")).count() == 4
