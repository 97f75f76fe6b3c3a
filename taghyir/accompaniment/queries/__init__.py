"""What others may ask: files to follow, demands that wait, the file of an enterprise, what happened in a period."""

from taghyir.accompaniment.queries.figures import totals_by_kind, totals_of
from taghyir.accompaniment.queries.file import CaseFile
from taghyir.accompaniment.queries.file_rows import BESIDE_CASE
from taghyir.accompaniment.queries.plan import Plan, digest_of, how_of, objectives_of, plan_of
from taghyir.accompaniment.queries.work import (
    SILENT_AFTER,
    advisers_for,
    case_of,
    cases_to_follow,
    cases_with_last_service,
    cases_with_totals,
    demands_with_names,
    givers_of,
    kinds_to_propose,
    last_asked,
    new_demands,
    next_steps_due,
    organisations_that_may_ask,
    services_of,
    services_with_names,
    without_service_for,
)

__all__ = [
    "BESIDE_CASE",
    "Plan",
    "SILENT_AFTER",
    "advisers_for",
    "cases_to_follow",
    "CaseFile",
    "case_of",
    "cases_with_last_service",
    "cases_with_totals",
    "demands_with_names",
    "givers_of",
    "digest_of",
    "how_of",
    "kinds_to_propose",
    "last_asked",
    "new_demands",
    "next_steps_due",
    "objectives_of",
    "organisations_that_may_ask",
    "plan_of",
    "services_of",
    "services_with_names",
    "totals_by_kind",
    "totals_of",
    "without_service_for",
]
