"""Pages of the intake. A view finds, asks, acts and answers; it decides nothing."""

from taghyir.intake.views.answering import answer_referral
from taghyir.intake.views.figures import delays, move_demand, waiting_list
from taghyir.intake.views.receiving import (
    ask_questions,
    demand_slip,
    make_demand_of_request,
    record_notice,
    tell_demand,
)
from taghyir.intake.views.referring import referral, referrals, renew_referral, send_referral, withdraw_referral

__all__ = [
    "answer_referral",
    "ask_questions",
    "delays",
    "demand_slip",
    "make_demand_of_request",
    "move_demand",
    "record_notice",
    "referral",
    "referrals",
    "renew_referral",
    "send_referral",
    "tell_demand",
    "waiting_list",
    "withdraw_referral",
]
