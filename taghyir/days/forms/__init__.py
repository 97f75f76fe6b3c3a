"""Forms of the day: what is proposed and answered, and what narrows its lists."""

from taghyir.days.forms.asking import (
    AnswerAlertForm,
    AnswerForm,
    ApprovalsForm,
    PlanForm,
    ProposeExitForm,
    ProposeTransferForm,
)
from taghyir.days.forms.filters import (
    AgendaFilter,
    ContactFilter,
    LeaveFilter,
    LoadFilter,
    ProposalFilter,
    VisitFilter,
    WeekFilter,
)

__all__ = [
    "AgendaFilter",
    "AnswerAlertForm",
    "AnswerForm",
    "ApprovalsForm",
    "ContactFilter",
    "LeaveFilter",
    "LoadFilter",
    "PlanForm",
    "ProposalFilter",
    "ProposeExitForm",
    "ProposeTransferForm",
    "VisitFilter",
    "WeekFilter",
]
