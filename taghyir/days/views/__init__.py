"""Pages of the adviser's day. A view finds, asks, acts and answers; it decides nothing."""

from taghyir.days.views.answering import answer_alert, answer_by_mail, proposal, proposals, withdraw_proposal
from taghyir.days.views.feeds import calendar, end_feed, feeds, start_feed
from taghyir.days.views.proposing import (
    approve_plan,
    choose_approvals,
    plan,
    propose_exit,
    propose_transfer,
    submit_plan,
)
from taghyir.days.views.working import agenda, leaves, load, silent, visits, week

__all__ = [
    "agenda",
    "answer_alert",
    "answer_by_mail",
    "approve_plan",
    "calendar",
    "choose_approvals",
    "end_feed",
    "feeds",
    "leaves",
    "load",
    "plan",
    "proposal",
    "proposals",
    "propose_exit",
    "propose_transfer",
    "silent",
    "start_feed",
    "submit_plan",
    "visits",
    "week",
    "withdraw_proposal",
]
