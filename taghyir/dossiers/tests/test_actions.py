"""What is not right, its answer, and the signature of a plan."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Membership
from taghyir.dossiers.actions import answer_objection, say_not_right, sign_plan
from taghyir.dossiers.models import Objection, Signature
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.dossiers.tests.factories import drawn, objection_on, own_file, signature_on
from taghyir.people.models import Leave
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def test_a_member_says_that_a_line_is_not_right_and_the_line_as_it_was_is_kept():
    case = own_file()
    action = case.objectives.get().actions.get()
    said = say_not_right(actor=somebody("fatma"), case=case, line="action", line_id=action.pk, words="ليس هذا ما قلناه")
    action.words = "Autre chose"
    action.save()
    assert (said.as_it_was, said.is_open) == ("Préparer le dossier d’étiquettes", True)
    with pytest.raises(Refused, match="déjà dit"):
        say_not_right(actor=somebody("fatma"), case=case, line="action", line_id=action.pk, words="Encore")
    for who in ("karim", "amina", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            say_not_right(actor=somebody(who), case=case, line="action", line_id=action.pk, words="Non")


@pytest.mark.parametrize("line", ["demand", "need", "objective", "action", "service", "nothing", "../1"])
def test_only_lines_of_this_very_file_are_said_not_to_be_right(line):
    case = own_file()
    with pytest.raises(Refused, match="plus dans le dossier"):
        say_not_right(actor=somebody("fatma"), case=case, line=line, line_id=2_000_000_000, words="Non")
    assert not Objection.objects.exists()


def test_whoever_works_on_the_file_answers_once_and_both_are_told(django_capture_on_commit_callbacks):
    today = timezone.localdate()
    Leave.objects.create(user=somebody("karim"), substitute=somebody("amina"), starts_on=today, ends_on=today)
    said = objection_on(own_file())
    run_reactions()
    assert {letter.to[0] for letter in mail.outbox} == {"karim@taghyir.example", "amina@taghyir.example"}
    for who in ("fatma", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            answer_objection(actor=somebody(who), objection=said, answer="Non")
    answered = answer_objection(actor=somebody("karim"), objection=said, answer="Corrigé : une heure et demie.")
    assert (answered.is_open, answered.answered_by) == (False, somebody("karim"))
    with pytest.raises(Refused, match="entre-temps"):
        answer_objection(actor=somebody("amina"), objection=said, answer="Moi aussi")
    run_reactions()
    assert mail.outbox[-1].to == [somebody("fatma").email]
    assert said.words not in mail.outbox[-1].body and "heure et demie" not in mail.outbox[-1].body


def test_a_plan_is_signed_as_it_stands_and_what_was_signed_stays():
    case = own_file()
    digest = digest_of(plan_of(case))
    signed = signature_on(case)
    assert (signed.digest, signed.plan["objectives"][0]["actions"][0]["done_by"]) == (digest, "Karim et Fatma")
    with override("ar"):
        assert digest_of(plan_of(case)) == digest  # in whatever language it is read
    with pytest.raises(Refused, match="déjà signé"):
        signature_on(case)
    action = case.objectives.get().actions.get()
    action.done_on = action.due_on
    action.save()
    assert digest_of(plan_of(case)) == digest  # how far it is does not undo what was agreed
    action.known_by = "Dix bocaux vendus à Oujda"
    action.save()
    assert digest_of(plan_of(case)) != digest  # how one will know is part of what is agreed
    action.known_by, action.words = "", "Autre chose"
    action.save()
    with pytest.raises(Refused, match="relisez-le"):
        sign_plan(actor=somebody("fatma"), case=case, digest=digest, drawing=drawn())
    assert Signature.objects.get().plan["objectives"][0]["actions"][0]["words"] == "Préparer le dossier d’étiquettes"


def test_who_does_not_speak_for_it_signs_nothing_and_a_signature_is_a_picture():
    case = own_file()
    digest = digest_of(plan_of(case))
    with pytest.raises(Refused):
        sign_plan(actor=somebody("fatma"), case=case, digest=digest, drawing=SimpleUploadedFile("a.png", b"<svg/>"))
    Membership.objects.filter(person=somebody("fatma").person).update(function="member", is_board=False)
    for who in ("fatma", "karim", "amina"):
        with pytest.raises(NotAllowed):
            sign_plan(actor=somebody(who), case=case, digest=digest, drawing=drawn())
    assert not Entry.objects.filter(verb="plan.signed").exists()


def test_an_empty_plan_is_not_signed():
    case = own_file()
    case.objectives.all().delete()
    with pytest.raises(Refused, match="pas encore de plan"):
        sign_plan(actor=somebody("fatma"), case=case, digest=digest_of(plan_of(case)), drawing=drawn())
