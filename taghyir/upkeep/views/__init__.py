"""The pages that keep the directory true."""

from taghyir.upkeep.views.cards import choose_shown, confirm_card, keep_card, still_true, visits
from taghyir.upkeep.views.claims import ask_code, claim, claim_card, claims, confirm_claim, refuse_claim
from taghyir.upkeep.views.reports import delays, receipt, report, report_error, reports

__all__ = [
    "ask_code",
    "choose_shown",
    "claim",
    "claim_card",
    "claims",
    "confirm_card",
    "confirm_claim",
    "delays",
    "keep_card",
    "receipt",
    "refuse_claim",
    "report",
    "report_error",
    "reports",
    "still_true",
    "visits",
]
