"""Everything that can be done to a demand beside deciding it."""

from taghyir.intake.actions.receiving import (
    NOTICE_VERSION,
    ask_questions,
    make_demand_of_request,
    move_demand,
    record_notice,
    tell_demand,
)
from taghyir.intake.actions.referrals import (
    answer_referral,
    remind_body,
    renew_referral,
    send_referral,
    withdraw_referral,
)

__all__ = [
    "NOTICE_VERSION",
    "answer_referral",
    "ask_questions",
    "make_demand_of_request",
    "move_demand",
    "record_notice",
    "remind_body",
    "renew_referral",
    "send_referral",
    "tell_demand",
    "withdraw_referral",
]
