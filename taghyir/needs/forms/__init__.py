"""What people fill in about needs."""

from taghyir.needs.forms.mapping import MapFormToNeedsForm
from taghyir.needs.forms.reading import HeatForm, NeedsFilter
from taghyir.needs.forms.work import (
    AnswerNeedForm,
    ChangeNeedForm,
    HearNeedForm,
    RaiseNeedForm,
    SetPrioritiesForm,
    TakeNeedForm,
    TellAnswerForm,
)

__all__ = [
    "AnswerNeedForm",
    "ChangeNeedForm",
    "HearNeedForm",
    "HeatForm",
    "MapFormToNeedsForm",
    "NeedsFilter",
    "RaiseNeedForm",
    "SetPrioritiesForm",
    "TakeNeedForm",
    "TellAnswerForm",
]
