"""Who judges answers, speaks of them, corrects them, and sees who saw them."""

from django.db.models import QuerySet

from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.review.models import FeedKey, State
from taghyir.surveys.models import Submission


def can_judge_submission(actor: User, submission: Submission) -> bool:
    """Who coordinates where it was answered; never one's own answers: four eyes see more than two."""
    return submission.submitted_by_id != actor.pk and _coordinates(actor, submission)


def can_comment_on_submission(actor: User, submission: Submission) -> bool:
    """Who coordinates there, and who sent it: a question needs an answer."""
    return submission.submitted_by_id == actor.pk or _coordinates(actor, submission)


def can_correct_submission(actor: User, submission: Submission) -> bool:
    """Who coordinates there; who sent it, as long as it is not approved and they work in the field."""
    if _coordinates(actor, submission):
        return True
    review = getattr(submission, "review", None)
    is_approved = review is not None and review.state == State.APPROVED
    return submission.submitted_by_id == actor.pk and not is_approved and actor.has_role(*FIELD_STAFF)


def can_see_accesses(actor: User) -> bool:
    """Coordinators and auditors see who saw what, of the answers they see themselves."""
    return actor.has_role(*COORDINATORS, Role.Kind.AUDITOR)


def can_make_feed_key(actor: User) -> bool:
    """Whoever reads answers may let a program of theirs read them."""
    return actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def visible_feed_keys(actor: User) -> QuerySet[FeedKey]:
    """Everyone sees their own."""
    return FeedKey.objects.filter(user=actor)


def can_revoke_feed_key(actor: User, key: FeedKey) -> bool:
    """The owner of the account."""
    return key.user_id == actor.pk


def _coordinates(actor: User, submission: Submission) -> bool:
    return actor.reach(*COORDINATORS).covers(submission.territory)
