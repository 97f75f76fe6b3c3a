"""A second version is kept beside the first; somebody chooses; of two answers about one visit, one counts."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.corrections.models import Conflict
from taghyir.corrections.policies import can_keep_version, can_say_same_visit, can_settle_conflict
from taghyir.corrections.queries import organisation_answer
from taghyir.people.models import User
from taghyir.review.actions import comment_on_submission, correct_submission, judge_submission
from taghyir.review.models import State
from taghyir.review.queries import answers_at_version, state_of
from taghyir.surveys.models import Submission
from taghyir.tables.text import cleaned


@action("conflict.kept")
def keep_version(
    *, actor: User, submission: Submission, answers: dict[str, Any], reason: str, based_on: int
) -> Conflict:
    """Keep a correction beside the version that stands, whole, since somebody else changed the same answers meanwhile.

    Refused without a reason, when it was begun on no version of these answers, or when the same was kept before.
    """
    require(can_keep_version(actor, submission))
    Submission.objects.select_for_update().get(pk=submission.pk)
    if not (why := cleaned(reason)):
        raise Refused(_("Say why."), code="empty", field="reason")
    if answers_at_version(submission, based_on) is None:
        raise Refused(_("There is no such version of these answers."), code="unknown")
    if Conflict.objects.filter(submission=submission, by=actor, based_on=based_on, answers=answers).exists():
        raise Refused(_("This correction was kept already."), code="same")
    kept = store(Conflict(submission=submission, by=actor, answers=answers, reason=why, based_on=based_on))
    kept.journal_details = {"submission": submission.pk, "based_on": based_on}  # type: ignore[attr-defined]
    return kept


@action("conflict.settled")
def settle_conflict(
    *, actor: User, conflict: Conflict, answers: dict[str, Any], reason: str, based_on: int
) -> Conflict:
    """Make what was chosen the next version; both former ones stay. `based_on` is the version that stood.

    Refused when somebody chose before, when another version came since, or without a reason.
    """
    require(can_settle_conflict(actor, conflict))
    held = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if held.settled_at:
        raise Refused(_("Somebody chose already between these two versions."), code="settled")
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=held.submission_id)
    standing = submission.corrections.count() + 1
    if answers != submission.answers:
        correct_submission(actor=actor, submission=submission, answers=answers, reason=reason, based_on=based_on)
        standing += 1
    elif based_on != standing:
        raise Refused(_("Somebody corrected these answers meanwhile. Read them again."), code="changed")
    held.settled_by, held.settled_at, held.settled_as = actor, timezone.now(), standing
    held.journal_details = {"submission": submission.pk, "version": standing}  # type: ignore[attr-defined]
    return store(held)


@action("submission.same_visit")
def say_same_visit(*, actor: User, submission: Submission, other: Submission, words: str = "") -> Submission:
    """Of two answers about one visit, `submission` counts; `other` is rejected with a remark that names it. Both stay.

    Refused when they are not to the same form about the same organisation.
    """
    require(can_say_same_visit(actor, submission, other))
    named = organisation_answer(submission)
    is_same = named is not None and (organisation_answer(other) or ("", ""))[1] == named[1]
    if submission.pk == other.pk or submission.form_id != other.form_id or not is_same:
        raise Refused(_("These answers are not about the same visit."), code="other_visit")
    said = _("The same visit as %(receipt)s, which counts.") % {"receipt": submission.receipt}
    said = f"{said} {cleaned(words)}".strip()
    if state_of(other) == State.REJECTED:
        comment_on_submission(actor=actor, submission=other, words=said)
    else:
        judge_submission(actor=actor, submission=other, state=State.REJECTED, words=said)
    counts = _("The same visit was filled in twice: these answers count, and %(receipt)s are set aside.")
    comment_on_submission(actor=actor, submission=submission, words=counts % {"receipt": other.receipt})
    submission.journal_details = {"other": other.pk}  # type: ignore[attr-defined]
    return submission
