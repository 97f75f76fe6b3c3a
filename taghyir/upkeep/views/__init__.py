"""The pages that keep the directory true."""

from taghyir.upkeep.views.cards import (
    choose_shown,
    confirm_card,
    end_keeper,
    keep_card,
    keepers,
    set_rhythm,
    still_true,
    visits,
)
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
    "end_keeper",
    "keep_card",
    "keepers",
    "receipt",
    "refuse_claim",
    "report",
    "report_error",
    "reports",
    "set_rhythm",
    "still_true",
    "visits",
]
