"""Answers are judged, spoken of, corrected; who is concerned is told."""

import pytest
from django.core import mail

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import somebody
from taghyir.review.actions import comment_on_submission, correct_submission, judge_submission
from taghyir.review.models import Remark, Review
from taghyir.review.versions import differences
from taghyir.surveys.tests.factories import SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer():
    return SubmissionFactory()


def test_who_coordinates_there_gives_a_state_and_says_why(answer):
    amina = somebody("amina")
    judge_submission(actor=amina, submission=answer, state="has_issues", words="  La commune manque. ")
    judge_submission(actor=amina, submission=answer, state="approved")
    judge_submission(actor=amina, submission=answer, state="received")
    assert Review.objects.get(submission=answer).state == "received"
    told = list(Remark.objects.filter(submission=answer).values_list("state", "words"))
    assert told == [("has_issues", "La commune manque."), ("approved", ""), ("received", "")]
    entry = Entry.objects.filter(verb="submission.judged").first()
    assert entry.subject == answer and entry.details["state"] == "has_issues"


def test_nobody_judges_their_own_answers_nor_those_of_elsewhere(answer):
    own = SubmissionFactory(form=answer.form, submitted_by=somebody("amina"))
    kef = SubmissionFactory(form=answer.form, submitted_by=somebody("hedi"))
    for submission in (own, kef):
        with pytest.raises(NotAllowed):
            judge_submission(actor=somebody("amina"), submission=submission, state="approved")
    with pytest.raises(NotAllowed):
        judge_submission(actor=somebody("karim"), submission=answer, state="approved")
    judge_submission(actor=somebody("pilar"), submission=own, state="approved")


def test_a_state_is_given_once_and_what_is_wrong_is_said(answer):
    amina = somebody("amina")
    for state, code in (("received", "same"), ("has_issues", "empty"), ("rejected", "empty")):
        with pytest.raises(Refused) as refusal:
            judge_submission(actor=amina, submission=answer, state=state)
        assert refusal.value.code == code
    assert not Remark.objects.exists()


def test_who_sent_them_is_told_with_a_link_and_answers(answer):
    amina, karim = somebody("amina"), somebody("karim")
    judge_submission(actor=amina, submission=answer, state="has_issues", words="La commune manque.")
    run_reactions()
    notice = Notice.objects.get(user=karim)
    assert answer.receipt in notice.subject and notice.link == f"/fr/forms/answers/{answer.pk}/"
    assert "La commune manque" not in mail.outbox[0].body
    comment_on_submission(actor=karim, submission=answer, words="C’était Zaïo.")
    run_reactions()
    assert Notice.objects.get(user=amina).link == notice.link
    with pytest.raises(Refused):
        comment_on_submission(actor=karim, submission=answer, words=" ")
    with pytest.raises(NotAllowed):
        comment_on_submission(actor=somebody("ines"), submission=answer, words="x")
    judge_submission(actor=amina, submission=answer, state="approved")
    run_reactions()
    assert Notice.objects.count() == 2, "nobody is told that all is well"


def corrected(answer, answers, *, actor="karim", reason="Mal entendu", based_on=1):
    return correct_submission(
        actor=somebody(actor), submission=answer, answers=answers, reason=reason, based_on=based_on
    )


def test_a_correction_is_a_version_and_the_first_one_stays(answer):
    xml, receipt = answer.xml, answer.receipt
    corrected(answer, {"words": "Des balances", "theme": "market", "tried": "care market"})
    corrected(answer, {"theme": "care", "tried": "care market"}, actor="amina", based_on=2)
    answer.refresh_from_db()
    assert answer.answers == {"theme": "care", "tried": "care market"}
    assert (answer.xml, answer.receipt) == (xml, receipt)
    assert "bocaux" not in answer.folded
    first, second = answer.corrections.all()
    assert (first.number, first.before["words"], second.number) == (2, "Il nous manque des bocaux", 3)
    assert second.before == first.after
    entries = Entry.objects.filter(verb="submission.corrected").order_by("pk")
    assert [entry.details for entry in entries] == [{"version": 2}, {"version": 3}]


def test_what_two_versions_say_differently_is_read_turn_by_turn(answer):
    before = {"words": "x", "children": [{"children/age": "4"}, {"children/age": "7"}]}
    after = {"words": "x", "children": [{"children/age": "5"}, {"children/age": "9"}]}
    found = differences(before, after, answer.version, "ar")
    assert [(one.label, one.where, one.before, one.after) for one in found] == [
        ("السن", "children[1]", "4", "5"),
        ("السن", "children[2]", "7", "9"),
    ]


def test_a_correction_changes_something_says_why_and_replaces_what_was_read(answer):
    for answers, wrong in ((answer.answers, {}), ({"words": "x"}, {"reason": " "}), ({"words": "x"}, {"based_on": 2})):
        with pytest.raises(Refused):
            corrected(answer, answers, **wrong)
    assert not answer.corrections.exists()


def test_who_sent_them_corrects_until_they_are_approved(answer):
    amina = somebody("amina")
    judge_submission(actor=amina, submission=answer, state="has_issues", words="La commune manque.")
    corrected(answer, {"words": "À Zaïo"})
    assert Review.objects.get().state == "received", "it waits to be judged again"
    judge_submission(actor=amina, submission=answer, state="approved")
    answer = type(answer).objects.get(pk=answer.pk)
    with pytest.raises(NotAllowed):
        corrected(answer, {"words": "À Selouane"}, based_on=2)
    corrected(answer, {"words": "À Selouane"}, actor="amina", based_on=2)
    for name in ("hedi", "ines", "leila"):
        with pytest.raises(NotAllowed):
            corrected(answer, {"words": "x"}, actor=name, based_on=3)
