"""Who writes the plan: whoever works on the file."""

from taghyir.accompaniment.models import Objective, PlannedAction
from taghyir.accompaniment.policies import can_work_on_case
from taghyir.people.models import User

can_add_objective = can_work_on_case


def can_plan_action(actor: User, objective: Objective) -> bool:
    """Who works on the file."""
    return can_work_on_case(actor, objective.case)


can_reach_objective = can_change_objective = can_remove_objective = can_plan_action


def can_change_action(actor: User, planned_action: PlannedAction) -> bool:
    """Who works on the file."""
    return can_work_on_case(actor, planned_action.objective.case)


can_remove_action = can_change_action
