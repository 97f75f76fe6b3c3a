"""What others may ask: an agenda, files without contact, loads, a route, what waits for an answer."""

from taghyir.days.queries.agenda import WEEK, Agenda, Due, days_of_week
from taghyir.days.queries.alerts import advisers_to_remind, late_for, referrals_to_remind, was_reminded_today
from taghyir.days.queries.contact import (
    WITHOUT_CONTACT_AFTER,
    cases_with_contact,
    files_without_contact,
    loads_of_advisers,
    without_contact,
)
from taghyir.days.queries.feeds import (
    Dated,
    beside,
    due_in_feed,
    feed_of,
    feeds_of,
    is_told,
    token_of_feed,
    told_by_feed,
)
from taghyir.days.queries.kinds import KINDS, Scope, kind_of_agenda, told
from taghyir.days.queries.links import (
    LINK_DAYS,
    address_of_alert,
    address_of_proposal,
    alert_of,
    proposal_of,
    token_of_alert,
    token_of_proposal,
)
from taghyir.days.queries.proposals import (
    approved_plan,
    differences,
    plan_lines,
    proposals_beside,
    proposals_to_list,
    waiting_for,
)
from taghyir.days.queries.routes import Stop, cases_to_visit, ordered_route, start_of

__all__ = [
    "KINDS",
    "LINK_DAYS",
    "WEEK",
    "WITHOUT_CONTACT_AFTER",
    "Agenda",
    "Dated",
    "Due",
    "Scope",
    "Stop",
    "address_of_alert",
    "address_of_proposal",
    "advisers_to_remind",
    "alert_of",
    "approved_plan",
    "beside",
    "cases_to_visit",
    "cases_with_contact",
    "days_of_week",
    "differences",
    "due_in_feed",
    "feed_of",
    "is_told",
    "feeds_of",
    "files_without_contact",
    "kind_of_agenda",
    "late_for",
    "loads_of_advisers",
    "ordered_route",
    "plan_lines",
    "proposal_of",
    "proposals_beside",
    "proposals_to_list",
    "referrals_to_remind",
    "start_of",
    "token_of_alert",
    "token_of_feed",
    "token_of_proposal",
    "told",
    "told_by_feed",
    "waiting_for",
    "was_reminded_today",
    "without_contact",
]
