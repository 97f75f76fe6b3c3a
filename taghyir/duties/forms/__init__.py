"""What is typed about duties, assemblies and registers."""

from taghyir.duties.forms.assemblies import CallAssemblyForm, RecordAssemblyForm
from taghyir.duties.forms.duties import AddEventForm, DutiesFilter, KeepCalendarForm, RecordOutcomeForm
from taghyir.duties.forms.registers import HolderForm, RegisterFilter

__all__ = [
    "AddEventForm",
    "CallAssemblyForm",
    "DutiesFilter",
    "HolderForm",
    "KeepCalendarForm",
    "RecordAssemblyForm",
    "RecordOutcomeForm",
    "RegisterFilter",
]
