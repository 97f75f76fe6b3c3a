"""Pages of duties, assemblies and registers."""

from taghyir.duties.views.assemblies import (
    assembly,
    assembly_paper,
    call_assembly,
    cancel_assembly,
    record_assembly,
)
from taghyir.duties.views.duties import (
    add_event,
    choose_reminders,
    duties,
    keep_calendar,
    organisation_duties,
    remove_event,
    stop_reminders,
)
from taghyir.duties.views.outcomes import duty, outcome_paper, record_outcome, take_back_outcome, tick_step, untick_step
from taghyir.duties.views.registers import add_holder, change_holder, register, register_paper

__all__ = [
    "add_event",
    "add_holder",
    "assembly",
    "assembly_paper",
    "call_assembly",
    "cancel_assembly",
    "change_holder",
    "choose_reminders",
    "duties",
    "duty",
    "keep_calendar",
    "organisation_duties",
    "outcome_paper",
    "record_assembly",
    "record_outcome",
    "register",
    "register_paper",
    "remove_event",
    "stop_reminders",
    "take_back_outcome",
    "tick_step",
    "untick_step",
]
