"""Everything that can be done to a demand, a file, its plan and its services."""

from taghyir.accompaniment.actions.cases import close_case, set_next_step, transfer_case
from taghyir.accompaniment.actions.corrections import (
    change_action,
    change_objective,
    remove_action,
    remove_objective,
)
from taghyir.accompaniment.actions.demands import (
    accept_demand,
    put_demand_to_wait,
    record_demand,
    refer_demand,
    refuse_demand,
    reopen_demand,
)
from taghyir.accompaniment.actions.plans import (
    add_objective,
    finish_action,
    plan_action,
    plan_practice,
    postpone_action,
    reach_objective,
)
from taghyir.accompaniment.actions.services import TIME_TO_PRACTISE, AlreadySent, record_service
from taghyir.accompaniment.rules import check_may_receive, open_case

__all__ = [
    "TIME_TO_PRACTISE",
    "AlreadySent",
    "accept_demand",
    "add_objective",
    "check_may_receive",
    "change_action",
    "change_objective",
    "close_case",
    "finish_action",
    "open_case",
    "plan_action",
    "postpone_action",
    "plan_practice",
    "put_demand_to_wait",
    "reach_objective",
    "record_demand",
    "record_service",
    "refer_demand",
    "refuse_demand",
    "remove_action",
    "remove_objective",
    "reopen_demand",
    "set_next_step",
    "transfer_case",
]
