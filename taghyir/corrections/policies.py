"""Who sees two versions of the same answers, and who chooses between them."""

from django.db.models import QuerySet

from taghyir.corrections.models import Conflict
from taghyir.people.models import User
from taghyir.review.policies import can_correct_submission, can_judge_submission
from taghyir.surveys.models import Submission
from taghyir.surveys.policies import READERS, visible_submissions


def visible_conflicts(actor: User) -> QuerySet[Conflict]:
    """Whoever sees the answers sees what two people made of them."""
    return Conflict.objects.filter(submission__in=visible_submissions(actor).order_by().values("pk"))


def can_see_conflicts(actor: User) -> bool:
    """Whoever reads answers somewhere has the list of those they see."""
    return bool(actor.reach(*READERS))


can_keep_version = can_correct_submission


def can_settle_conflict(actor: User, conflict: Conflict) -> bool:
    """Whoever may judge these answers: who coordinates there, and never one's own answers."""
    return can_judge_submission(actor, conflict.submission)


def can_say_same_visit(actor: User, submission: Submission, other: Submission) -> bool:
    """Whoever may judge both."""
    return can_judge_submission(actor, submission) and can_judge_submission(actor, other)
