"""Answers are spoken of, judged and corrected; programs get a key to read them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.review.models import Correction, FeedKey, Remark, Review, State
from taghyir.review.policies import (
    can_comment_on_submission,
    can_correct_submission,
    can_judge_submission,
    can_make_feed_key,
    can_revoke_feed_key,
)
from taghyir.review.queries import digest_of_key
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import searched_words
from taghyir.tables.text import cleaned


@action("submission.commented")
def comment_on_submission(*, actor: User, submission: Submission, words: str) -> Submission:
    """Say something of an answer; the other side is told. Refused without words."""
    require(can_comment_on_submission(actor, submission))
    if not (said := cleaned(words)):
        raise Refused(_("Write a remark."), code="empty", field="words")
    _remark(submission, actor, words=said)
    return submission


@action("submission.judged")
def judge_submission(*, actor: User, submission: Submission, state: str, words: str = "") -> Submission:
    """Give an answer its state. Refused when it has it, or when nothing says what is wrong with it."""
    require(can_judge_submission(actor, submission))
    review = _review_of(submission, actor)
    said = cleaned(words)
    if review.state == state:
        raise Refused(_("These answers are in this state already."), code="same", field="state")
    if state in (State.HAS_ISSUES, State.REJECTED) and not said:
        raise Refused(_("Say what is wrong, so that it can be mended."), code="empty", field="words")
    _give(review, actor, state)
    _remark(submission, actor, state=state, words=said)
    return submission


@action("submission.corrected")
def correct_submission(
    *, actor: User, submission: Submission, answers: dict[str, Any], reason: str, based_on: int
) -> Submission:
    """Make `answers` the next version: what they were stays, with who corrected them and why. The XML stays.

    `based_on` is the version they replace. Refused when another came since, when nothing changes, or without a reason.
    The room `corrections` sees to it that the answers keep the rules of their form, and joins those of two people.
    Who sent what has issues, and corrects it, hands it back: it waits to be judged again.
    """
    require(can_correct_submission(actor, submission))
    held = _locked(submission)
    number = held.corrections.count() + 1
    if based_on != number:
        raise Refused(_("Somebody corrected these answers meanwhile. Read them again."), code="changed")
    if not (why := cleaned(reason)):
        raise Refused(_("Say why."), code="empty", field="reason")
    if answers == held.answers:
        raise Refused(_("Nothing is changed."), code="same")
    kept = {"number": number + 1, "by": actor, "at": timezone.now(), "reason": why}
    store(Correction(submission=held, before=held.answers, after=answers, **kept))
    Submission.objects.filter(pk=held.pk).update(answers=answers, folded=searched_words(answers))
    if held.submitted_by_id == actor.pk:
        _hand_back(held, actor)
    submission.answers, submission.journal_details = answers, {"version": number + 1}  # type: ignore[attr-defined]
    return submission


@action("feed_key.made")
def make_feed_key(*, actor: User, name: str, secret: str) -> FeedKey:
    """Let a program read, with `secret`, the answers that `actor` reads. Refused without a name."""
    require(can_make_feed_key(actor))
    if not (said := cleaned(name)):
        raise Refused(_("Say which program it is for."), code="empty", field="name")
    return store(FeedKey(user=actor, name=said, digest=digest_of_key(secret)))


@action("feed_key.revoked")
def revoke_feed_key(*, actor: User, key: FeedKey) -> FeedKey:
    """The program reads nothing any more from this moment. Refused when already revoked."""
    require(can_revoke_feed_key(actor, key))
    if key.revoked_at:
        raise Refused(_("This key is already revoked."), code="revoked")
    key.revoked_at = timezone.now()
    return store(key)


def _hand_back(held: Submission, actor: User) -> None:
    review = getattr(held, "review", None)
    if review is not None and review.state in (State.HAS_ISSUES, State.REJECTED):
        _give(review, actor, State.RECEIVED)
        _remark(held, actor, state=State.RECEIVED)


def _locked(submission: Submission) -> Submission:
    """The same submission, which nobody else judges or corrects before this is done."""
    held = Submission.objects.select_for_update(of=("self",)).select_related("version", "review", "territory")
    return held.get(pk=submission.pk)


def _review_of(submission: Submission, actor: User) -> Review:
    held = _locked(submission)
    return getattr(held, "review", None) or Review(submission=held, by=actor)


def _give(review: Review, actor: User, state: str) -> None:
    review.state, review.by, review.at = state, actor, timezone.now()
    store(review)


def _remark(submission: Submission, actor: User, *, state: str = "", words: str = "") -> None:
    remark = store(Remark(submission=submission, by=actor, at=timezone.now(), state=state, words=words))
    details: dict[str, Any] = {"remark": remark.pk} | ({"state": state} if state else {})
    submission.journal_details = details  # type: ignore[attr-defined]
