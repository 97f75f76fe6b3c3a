"""Answers are spoken of, judged and corrected; programs get a key to read them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.review.models import Remark, Review, State
from taghyir.review.policies import (
    can_comment_on_submission,
    can_judge_submission,
)
from taghyir.surveys.models import Submission
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
