"""The members are told when a document of their file is shown to them, and not before."""

import pytest
from django.core import mail
from django.utils import timezone

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.core.models import Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import MembershipFactory, tifawin
from taghyir.documents.actions import add_version, change_document
from taghyir.documents.tests.factories import document_of, pdf
from taghyir.people.models import Leave
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


def told() -> list[str]:
    run_reactions()
    shown = [letter for letter in mail.outbox if "document" in letter.subject]
    mail.outbox.clear()
    return sorted(letter.to[0].partition("@")[0] for letter in shown)


def test_members_are_told_once_of_a_document_that_is_shown_to_them(case):
    MembershipFactory(organisation=case.organisation, person=somebody("noor").person)
    document_of(case, is_shared=True)
    run_reactions()
    letter = next(one for one in mail.outbox if one.to == [somebody("fatma").email])
    assert "Statuts signés" in letter.body and "/fr/documents/" in letter.body
    assert told() == ["fatma", "noor"]
    assert Notice.objects.filter(user=somebody("fatma")).count() == 1


def test_nobody_is_told_of_a_note_of_the_team_until_it_is_shown(case):
    inside = document_of(case)
    assert told() == []
    shown = {"actor": somebody("karim"), "document": inside, "kind": "statutes"}
    change_document(**shown, title="Statuts", is_shared=True)
    assert told() == ["fatma"]
    change_document(**shown, title="Les statuts", is_shared=True)  # named anew, seen already
    assert told() == []


def test_what_members_send_is_told_to_the_adviser_and_to_who_stands_in(case):
    sent = document_of(case, by="fatma")
    assert told() == ["karim"]
    today = timezone.localdate()
    Leave.objects.create(user=somebody("karim"), substitute=somebody("amina"), starts_on=today, ends_on=today)
    add_version(actor=somebody("fatma"), document=sent, file=pdf(more=b"%2"))
    assert told() == ["amina", "karim"]
    add_version(actor=somebody("karim"), document=sent, file=pdf(more=b"%3"))  # the team knows what it sends
    assert told() == []


def test_who_sends_a_document_is_not_told_of_it_and_what_is_hidden_meanwhile_is_not_told(case):
    document_of(case, by="fatma")
    assert told() == ["karim"]
    shown = document_of(case, is_shared=True, file=pdf(more=b"%2"))
    change_document(actor=somebody("karim"), document=shown, kind="other", title="x", is_shared=False)
    assert told() == []
