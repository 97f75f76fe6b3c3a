"""Who reads where enterprises stand, and who looks with them."""

from typing import Any

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import ADVISERS, can_work_on_case, visible_cases
from taghyir.milestones.models import Milestone, MilestoneQuerySet
from taghyir.people.models import Role, User


def visible_milestones(actor: Any) -> MilestoneQuerySet:
    """Those of the files `actor` sees."""
    return Milestone.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def can_see_milestones(actor: User) -> bool:
    """Whoever works on files somewhere, and the auditor: members have theirs on their own file."""
    return actor.has_role(*ADVISERS, Role.Kind.AUDITOR)


def can_plan_milestones(actor: User, _case: Case) -> bool:
    """The robot alone, when a file opens or closes."""
    return actor.is_robot


def can_hold_milestone(actor: User, milestone: Milestone) -> bool:
    """Who works on the file, also after it is closed."""
    return can_work_on_case(actor, milestone.case)


can_postpone_milestone = can_hold_milestone
