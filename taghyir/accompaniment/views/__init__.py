"""Pages of the accompaniment. A view finds, asks, acts and answers; it decides nothing."""

from taghyir.accompaniment.views.following import case, cases, close_case, set_next_step, transfer_case
from taghyir.accompaniment.views.planning import (
    add_objective,
    change_action,
    finish_action,
    plan_action,
    reach_objective,
)
from taghyir.accompaniment.views.receiving import (
    accept_demand,
    demand,
    demands,
    put_demand_to_wait,
    record_demand,
    record_demand_of,
    refuse_demand,
)
from taghyir.accompaniment.views.serving import all_services, record_service, services

__all__ = [
    "accept_demand",
    "add_objective",
    "all_services",
    "case",
    "cases",
    "change_action",
    "close_case",
    "demand",
    "demands",
    "finish_action",
    "plan_action",
    "put_demand_to_wait",
    "reach_objective",
    "record_demand",
    "record_demand_of",
    "record_service",
    "refuse_demand",
    "services",
    "set_next_step",
    "transfer_case",
]
