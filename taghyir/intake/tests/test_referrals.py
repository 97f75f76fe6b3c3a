"""A demand is sent to another body under a link, which is answered once."""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from taghyir.accompaniment.actions import accept_demand
from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.tests.factories import day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.intake.actions import answer_referral, remind_body, renew_referral, send_referral, withdraw_referral
from taghyir.intake.models import Referral
from taghyir.intake.queries import contact_shown, name_shown, referral_of_token, token_of
from taghyir.intake.reactions import remind_bodies, write_to_body
from taghyir.intake.tests.factories import agreed, another_demand, demand_of_tifawin, sent_referral
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
YES = {"actor": None, "accepts": True, "answer": "Lundi, demandez Rachid", "answered_by": "Rachid"}
NO = {"actor": None, "accepts": False, "answer": "Notre liste est pleine.", "answered_by": "Rachid"}


def refused(action, **arguments):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        action(**arguments)
    return refusal.value.code


def days_pass(referral, days):
    """As if it had been sent so many days before."""
    ago = dt.timedelta(days=days)
    Referral.objects.filter(pk=referral.pk).update(sent_on=referral.sent_on - ago, expires_on=referral.expires_on - ago)
    referral.refresh_from_db()


def test_a_body_is_asked_under_a_link_that_holds_for_fourteen_days_and_is_written_to_once():
    sent = sent_referral()
    assert (sent.demand.state, sent.demand.referred_to, sent.is_open) == ("referred", "ODCO", True)
    assert sent.expires_on == timezone.localdate() + dt.timedelta(days=14)
    run_reactions()
    to_body = [letter for letter in mail.outbox if letter.to == ["accueil@odco.example"]]
    assert len(to_body) == 1 and token_of(sent) in to_body[0].body
    assert "/fr/" in to_body[0].body and "/ar/" in to_body[0].body
    assert "Fatma" not in to_body[0].body and "Tifawin" not in to_body[0].body, "the card is not public"
    write_to_body(Entry.objects.get(verb="referral.sent"))
    assert len([letter for letter in mail.outbox if letter.to == ["accueil@odco.example"]]) == 1


def test_only_who_decides_sends_renews_and_withdraws():
    demand = demand_of_tifawin()
    sending = {"body_name": "ODCO", "reason": "Pour la dénomination", "asked": "Un nom"}
    for who in ("fatma", "hedi", "ines", "noor", "leila"):
        with pytest.raises(NotAllowed):
            send_referral(actor=somebody(who), demand=demand, **sending)
    sent = sent_referral(demand)
    for who in ("fatma", "hedi", "ines", "noor"):
        with pytest.raises(NotAllowed):
            renew_referral(actor=somebody(who), referral=sent)
        with pytest.raises(NotAllowed):
            withdraw_referral(actor=somebody(who), referral=sent, answer="Non")


def test_nothing_is_sent_without_a_body_a_reason_or_when_it_is_decided():
    for wrong, code in (({"body_name": " "}, "no_body"), ({"reason": " "}, "conflict"), ({"email": "odco"}, "invalid")):
        with pytest.raises(Refused) as refusal:
            sent_referral(demand_of_tifawin() if not Demand.objects.exists() else Demand.objects.get(), **wrong)
        assert refusal.value.code == code
    demand = Demand.objects.get()
    assert demand.state == "received", "all or nothing"
    sent_referral(demand)
    with pytest.raises(Refused, match="déjà"):
        sent_referral(demand)


def test_a_body_of_the_directory_lends_its_name_and_its_mail_box():
    body = OrganisationFactory(name="Agence de développement", name_ar="", kind="support", email="ads@example.org")
    sent = sent_referral(body=body, body_name="", email="")
    assert (sent.body_name, sent.email) == ("Agence de développement", "ads@example.org")


def test_name_and_phone_are_given_only_while_the_person_agrees():
    demand = demand_of_tifawin()
    with pytest.raises(Refused) as refusal:
        sent_referral(demand, gives_contact=True)
    assert (refusal.value.code, refusal.value.field) == ("no_consent", "gives_contact")
    consent = agreed(demand.contact)
    sent = sent_referral(demand, gives_contact=True)
    assert contact_shown(sent) == demand.contact and name_shown(sent) == str(demand.organisation)
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert contact_shown(sent) is None and name_shown(sent) == ""
    with pytest.raises(Refused, match="Aucune personne"):
        sent_referral(another_demand("Sans personne"), gives_contact=True)


def test_a_body_accepts_and_the_adviser_and_the_members_are_told():
    sent = sent_referral()
    answered = answer_referral(referral=sent, **YES)
    assert (answered.state, answered.answered_by, answered.demand.state) == ("accepted", "Rachid", "referred")
    mail.outbox.clear()
    run_reactions()
    told = [letter for letter in mail.outbox if "Lundi, demandez Rachid" in letter.body]
    assert sorted(letter.to[0] for letter in told) == ["fatma@taghyir.example", "karim@taghyir.example"]


def test_a_body_refuses_and_the_demand_is_received_again_to_be_decided_anew():
    sent = sent_referral()
    with pytest.raises(Refused) as refusal:
        answer_referral(referral=sent, **NO | {"answer": "  "})
    assert refusal.value.field == "answer"
    answer_referral(referral=sent, **NO)
    demand = Demand.objects.get()
    assert (demand.state, demand.reason, demand.referred_to, demand.decided_on) == ("received", "", "", None)
    line = Entry.objects.get(verb="demand.reopened")
    assert line.details == {"referred_to": "ODCO", "reason": "ODCO: Notre liste est pleine."}
    case = accept_demand(actor=somebody("karim"), demand=demand, adviser=somebody("karim"))
    assert case.demand == demand and demand.referrals.get().answer == "Notre liste est pleine."


def test_a_link_is_answered_once():
    sent = sent_referral()
    answer_referral(referral=sent, **YES)
    for again in (YES, NO):
        with pytest.raises(Refused) as refusal:
            answer_referral(referral=sent, **again)
        assert refusal.value.code == "answered"
    assert Entry.objects.filter(verb="referral.answered").count() == 1


def test_a_refusal_leaves_a_demand_made_anew_meanwhile_alone():
    sent = sent_referral()
    anew = demand_of_tifawin()
    answer_referral(referral=sent, **NO)
    sent.demand.refresh_from_db()
    assert (sent.demand.state, anew.state) == ("referred", "received")


def test_a_renewed_link_makes_the_one_before_dead():
    sent = sent_referral()
    run_reactions()
    before = token_of(sent)
    days_pass(sent, 20)
    with pytest.raises(Refused) as refusal:
        answer_referral(referral=sent, **YES)
    assert refusal.value.code == "over"
    mail.outbox.clear()
    renewed = renew_referral(actor=somebody("amina"), referral=sent)
    assert renewed.is_open and not renewed.is_late and token_of(renewed) != before
    found, serial = referral_of_token(before)
    with pytest.raises(Refused):
        answer_referral(referral=found, serial=serial, **YES)
    run_reactions()
    assert token_of(renewed) in mail.outbox[0].body
    answer_referral(referral=renewed, serial=renewed.serial, **YES)


def test_a_body_that_does_not_answer_is_reminded_once_in_the_last_days_of_its_link():
    sent, robot = sent_referral(), User.objects.robot()
    silent = sent_referral(another_demand("Sans boîte"), email="")
    run_reactions()
    mail.outbox.clear()
    assert refused(remind_body, actor=robot, referral=sent) == "nothing"
    for referral in (sent, silent):
        Referral.objects.filter(pk=referral.pk).update(expires_on=day(-3))
    with pytest.raises(NotAllowed):
        remind_body(actor=somebody("karim"), referral=sent)
    for _morning in range(2):
        remind_bodies(0)
        run_reactions()
    (letter,) = mail.outbox
    assert letter.to == ["accueil@odco.example"] and token_of(sent) in letter.body
    assert "attend votre réponse" in letter.subject and "جوابكم" in letter.subject
    assert refused(remind_body, actor=robot, referral=sent) == "told"
    assert refused(remind_body, actor=robot, referral=silent) == "nothing"
    renewed = renew_referral(actor=somebody("karim"), referral=sent)
    Referral.objects.filter(pk=renewed.pk).update(expires_on=day(1))
    assert refused(remind_body, actor=robot, referral=renewed) == "nothing", "too old: the adviser makes a new link"


def test_a_withdrawn_link_is_dead_and_the_demand_received_again():
    sent = sent_referral()
    with pytest.raises(Refused):
        withdraw_referral(actor=somebody("karim"), referral=sent, answer=" ")
    withdraw_referral(actor=somebody("karim"), referral=sent, answer="Ils ont fermé")
    assert Demand.objects.get().state == "received"
    with pytest.raises(Refused):
        answer_referral(referral=sent, **YES)
    with pytest.raises(Refused):
        renew_referral(actor=somebody("karim"), referral=sent)
    run_reactions()
    assert any("autre réponse" in letter.subject for letter in mail.outbox if letter.to == ["fatma@taghyir.example"])
    assert sent_referral(Demand.objects.get(), body_name="ONCA").is_open, "another body may be asked"


@pytest.mark.parametrize("token", ["", "1", "1.1:x", "a.b:c", "é", "1.1.1:aaaa"])
def test_an_address_we_never_wrote_finds_nothing(token):
    assert referral_of_token(token) == (None, 0)


def test_those_without_an_answer_for_a_week_are_late():
    sent = sent_referral()
    assert not Referral.objects.late().exists() and Referral.objects.waiting().get() == sent
    days_pass(sent, 7)
    assert Referral.objects.late().get() == sent and sent.is_late and not sent.is_over and sent.waited_days == 7
    days_pass(sent, 8)
    assert Referral.objects.over().get() == sent and sent.is_over and not Referral.objects.waiting().exists()
