"""Everything that can be done about a day of work."""

from taghyir.days.actions.alerts import answer_alert, remind_adviser
from taghyir.days.actions.approvals import approve_plan, choose_approvals, return_plan, submit_plan
from taghyir.days.actions.exits import approve_exit, propose_exit, refuse_exit
from taghyir.days.actions.feeds import end_feed, start_feed
from taghyir.days.actions.transfers import accept_transfer, propose_transfer, refuse_transfer, withdraw_proposal

__all__ = [
    "accept_transfer",
    "answer_alert",
    "approve_exit",
    "approve_plan",
    "choose_approvals",
    "end_feed",
    "propose_exit",
    "propose_transfer",
    "refuse_exit",
    "refuse_transfer",
    "remind_adviser",
    "return_plan",
    "start_feed",
    "submit_plan",
    "withdraw_proposal",
]
