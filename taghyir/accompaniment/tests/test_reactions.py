"""People are told once, with a link and without the notes."""

import pytest

from taghyir.accompaniment import actions
from taghyir.accompaniment.reactions import tell_members_of_service
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, day
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import adviser_of, somebody

pytestmark = pytest.mark.django_db


def told(name_or_user) -> list[Notice]:
    user = somebody(name_or_user) if isinstance(name_or_user, str) else name_or_user
    return list(Notice.objects.filter(user=user).order_by("pk"))


def test_a_member_and_the_adviser_are_told_of_an_opened_file(mailoutbox):
    fatma = somebody("fatma")
    fatma.language = "ar"
    fatma.save()
    demand = DemandFactory(organisation=tifawin())
    case = actions.accept_demand(
        actor=somebody("amina"), demand=demand, adviser=somebody("karim"), next_step="Visite", next_step_on=day(-4)
    )
    run_reactions()
    assert [notice.link for notice in told("fatma")] == [f"/ar/accompaniment/files/{case.pk}/"]
    assert [notice.link for notice in told("karim")] == [f"/fr/accompaniment/files/{case.pk}/"]
    assert "Visite" in told("fatma")[0].text
    assert {address for mail in mailoutbox for address in mail.to} == {fatma.email, somebody("karim").email}


def test_who_takes_a_file_is_not_told_so():
    actions.accept_demand(actor=somebody("karim"), demand=DemandFactory(), adviser=somebody("karim"))
    run_reactions()
    assert told("karim") == []


def test_a_service_is_told_without_its_notes_and_once():
    case = CaseFactory(organisation=tifawin())
    actions.record_service(
        actor=somebody("karim"), case=case, minutes=90, topic="pricing", women=2, notes="Entre nous : la caisse"
    )
    run_reactions()
    tell_members_of_service(Entry.objects.get(verb="service.recorded"))
    (notice,) = told("fatma")
    assert "Entre nous" not in notice.subject + notice.text
    assert notice.link == f"/fr/accompaniment/files/{case.pk}/"


@pytest.mark.parametrize(
    ("action", "words", "sentence"),
    [
        (actions.refer_demand, {"referred_to": "ODCO", "reason": "Pour la dénomination"}, "ODCO"),
        (actions.put_demand_to_wait, {"reason": "Deux files pleines"}, "Deux files pleines"),
        (actions.refuse_demand, {"reason": "Pas de l’ESS"}, "Pas de l’ESS"),
    ],
)
def test_an_answer_is_told_with_its_reason(action, words, sentence):
    demand = DemandFactory(organisation=tifawin())
    action(actor=somebody("karim"), demand=demand, **words)
    run_reactions()
    (notice,) = told("fatma")
    assert sentence in notice.text
    assert notice.link == f"/fr/accompaniment/demands/{demand.pk}/"


def test_the_end_of_a_file_is_told():
    case = CaseFactory(organisation=tifawin())
    actions.close_case(actor=somebody("karim"), case=case, exit="autonomous", exit_reason="Elles vendent seules")
    run_reactions()
    assert len(told("fatma")) == 1


def test_a_given_file_is_told_to_who_receives_it_and_to_the_members():
    colleague = adviser_of("NAD")
    actions.transfer_case(actor=somebody("amina"), case=CaseFactory(organisation=tifawin()), adviser=colleague)
    run_reactions()
    assert len(told(colleague)) == len(told("fatma")) == 1
