"""Everything that can be done to a demand, a file, what was planned and its services."""

from taghyir.accompaniment.actions.cases import close_case, set_next_step, transfer_case
from taghyir.accompaniment.actions.demands import (
    accept_demand,
    put_demand_to_wait,
    record_demand,
    refer_demand,
    refuse_demand,
    reopen_demand,
)
from taghyir.accompaniment.actions.plans import finish_action, plan_practice, postpone_action
from taghyir.accompaniment.actions.services import TIME_TO_PRACTISE, AlreadySent, record_service
from taghyir.accompaniment.rules import check_has_come, check_may_receive, check_needs, open_case

__all__ = [
    "TIME_TO_PRACTISE",
    "AlreadySent",
    "accept_demand",
    "check_has_come",
    "check_may_receive",
    "check_needs",
    "close_case",
    "finish_action",
    "open_case",
    "postpone_action",
    "plan_practice",
    "put_demand_to_wait",
    "record_demand",
    "record_service",
    "refer_demand",
    "refuse_demand",
    "reopen_demand",
    "set_next_step",
    "transfer_case",
]
