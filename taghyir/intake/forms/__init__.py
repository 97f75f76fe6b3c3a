"""What people fill in about a demand beside its answer; fields are named like the arguments of the actions."""

from taghyir.intake.forms.filters import DelaysFilter, ReferralsFilter, WaitingFilter
from taghyir.intake.forms.receiving import (
    AskQuestionsForm,
    FindOrganisationForm,
    MakeDemandForm,
    MoveDemandForm,
    RecordNoticeForm,
    TellDemandForm,
)
from taghyir.intake.forms.referrals import AnswerReferralForm, SendReferralForm, WithdrawReferralForm

__all__ = [
    "AnswerReferralForm",
    "AskQuestionsForm",
    "DelaysFilter",
    "FindOrganisationForm",
    "MakeDemandForm",
    "MoveDemandForm",
    "RecordNoticeForm",
    "ReferralsFilter",
    "SendReferralForm",
    "TellDemandForm",
    "WaitingFilter",
    "WithdrawReferralForm",
]
