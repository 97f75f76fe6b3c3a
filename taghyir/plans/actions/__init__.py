"""A plan is written, said otherwise, or made shorter."""

from taghyir.plans.actions.corrections import change_action, change_objective, remove_action, remove_objective
from taghyir.plans.actions.writing import add_objective, plan_action, reach_objective

__all__ = [
    "add_objective",
    "change_action",
    "change_objective",
    "plan_action",
    "reach_objective",
    "remove_action",
    "remove_objective",
]
