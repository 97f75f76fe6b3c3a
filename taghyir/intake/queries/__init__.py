"""What pages ask of the intake: where a demand stands, links, the waiting list, delays, and words to tell."""

from taghyir.intake.queries.delays import FEWEST, Delay, delays_of
from taghyir.intake.queries.links import referral_of_token, token_of
from taghyir.intake.queries.notice import NOTICE
from taghyir.intake.queries.receiving import (
    Result,
    demand_named,
    desk_demand_of,
    organisations_for,
    result_of,
    results_of,
)
from taghyir.intake.queries.referrals import contact_shown, name_shown, referrals_of, referrals_with_all
from taghyir.intake.queries.telling import phone_to_tell, tellings_of, words_for
from taghyir.intake.queries.waiting import order_of_waiting, turn_of, waiting_with_place

__all__ = [
    "FEWEST",
    "NOTICE",
    "Delay",
    "Result",
    "contact_shown",
    "delays_of",
    "demand_named",
    "desk_demand_of",
    "name_shown",
    "order_of_waiting",
    "organisations_for",
    "phone_to_tell",
    "referral_of_token",
    "referrals_of",
    "referrals_with_all",
    "result_of",
    "results_of",
    "tellings_of",
    "token_of",
    "turn_of",
    "waiting_with_place",
    "words_for",
]
