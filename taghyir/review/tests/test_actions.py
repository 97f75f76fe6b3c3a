"""Answers are judged, spoken of, corrected; who is concerned is told."""

import pytest
from django.core import mail

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import somebody
from taghyir.review.actions import comment_on_submission, correct_submission, judge_submission
from taghyir.review.models import Remark, Review
from taghyir.review.typed import written
from taghyir.review.versions import differences
from taghyir.surveys.tests.factories import SubmissionFactory
from taghyir.tables.imports import Wrong

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


def corrected(answer, values, *, actor="karim", part="", reason="Mal entendu", based_on=1):
    return correct_submission(
        actor=somebody(actor), submission=answer, part=part, values=values, reason=reason, based_on=based_on
    )


def test_a_correction_is_a_version_and_the_first_one_stays(answer):
    xml, receipt = answer.xml, answer.receipt
    corrected(answer, {"words": "Des balances", "tried": "care market"})
    corrected(answer, {"theme": "care", "words": ""}, actor="amina", based_on=2)
    answer.refresh_from_db()
    assert answer.answers == {"theme": "care", "tried": "care market"}
    assert (answer.xml, answer.receipt) == (xml, receipt)
    assert "bocaux" not in answer.folded
    first, second = answer.corrections.all()
    assert (first.number, first.before["words"], second.number) == (2, "Il nous manque des bocaux", 3)
    assert second.before == first.after
    entries = Entry.objects.filter(verb="submission.corrected").order_by("pk")
    assert [entry.details for entry in entries] == [{"version": 2}, {"version": 3}]


def test_turns_of_a_repeat_are_corrected_added_and_taken_away(answer):
    turns = [{"children/age": "4"}, {"children/age": "7"}]
    answer = SubmissionFactory(form=answer.form, answers={"words": "x", "children": turns})
    corrected(answer, {"children/age": "٥"}, part="children[2]")
    corrected(answer, {"children/age": "9"}, part="children[3]", based_on=2)
    corrected(answer, {"children/age": ""}, part="children[1]", based_on=3)
    assert answer.answers["children"] == [{"children/age": "5"}, {"children/age": "9"}]
    found = differences(answer.corrections.first().before, answer.answers, answer.version, "ar")
    assert [(one.label, one.where, one.before, one.after) for one in found] == [
        ("السن", "children[1]", "4", "5"),
        ("السن", "children[2]", "7", "9"),
    ]
    for part in ("children[4]", "children[0]", "toys[1]", "children[1]/toys[1]", "children", "children[1"):
        with pytest.raises(Refused):
            corrected(answer, {"children/age": "1"}, part=part, based_on=4)


def test_what_is_no_answer_to_its_question_is_refused(answer):
    for values in ({"theme": "money"}, {"tried": "market nothing"}, {}, {"words": "Il nous manque des bocaux"}):
        with pytest.raises(Refused):
            corrected(answer, values)
    for part, values in (("children[1]", {"children/age": "old"}), ("children[1]", {"children/age": "9" * 40})):
        with pytest.raises(Refused):
            corrected(answer, values, part=part)
    for wrong in ({"reason": " "}, {"based_on": 2}):
        with pytest.raises(Refused):
            corrected(answer, {"words": "x"}, **wrong)
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


def test_each_type_of_answer_is_written_as_phones_write_it():
    for kind, typed, kept in (
        ("integer", "١ 200", "1200"),
        ("decimal", "12,50", "12.50"),
        ("date", "2026-05-31", "2026-05-31"),
        ("time", "14:30", "14:30"),
        ("datetime", "2026-05-31T14:30:00.000+01:00", "2026-05-31T14:30:00.000+01:00"),
        ("geopoint", "34.94 -2.73", "34.94 -2.73"),
        ("geotrace", "34.94 -2.73;35 -3", "34.94 -2.73;35 -3"),
        ("acknowledge", "OK", "OK"),
        ("text", "a\r\n\x00b", "a\nb"),
        ("barcode", " 613 ", "613"),
    ):
        assert written({"type": kind, "path": "x"}, typed) == kept
    for kind, typed in (
        ("integer", "1.5"),
        ("decimal", "NaN"),
        ("decimal", "1e99"),
        ("date", "31/05"),
        ("time", "25:00"),
        ("datetime", "soon"),
        ("geopoint", "95 0"),
        ("geoshape", "1 1;2 2"),
        ("acknowledge", "yes"),
    ):
        with pytest.raises(Wrong):
            written({"type": kind, "path": "x"}, typed)
