"""What is kept of a demand beside the demand: how it was received, where it was sent, its turn, and who was told."""

from taghyir.intake.models.receiving import (
    DeskDemand,
    NoticeRead,
    Question,
    Reply,
    Screening,
    ScreeningReply,
    Turn,
    WordGiven,
)
from taghyir.intake.models.referrals import LATE_AFTER, LINK_DAYS, Referral, ReferralQuerySet

__all__ = [
    "DeskDemand",
    "LATE_AFTER",
    "LINK_DAYS",
    "NoticeRead",
    "Question",
    "Referral",
    "ReferralQuerySet",
    "Reply",
    "Screening",
    "ScreeningReply",
    "Turn",
    "WordGiven",
]
