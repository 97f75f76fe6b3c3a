"""What is done with duties, assemblies and registers."""

from taghyir.duties.actions.assemblies import call_assembly, cancel_assembly, record_assembly
from taghyir.duties.actions.calendars import add_event, keep_calendar, remove_event
from taghyir.duties.actions.outcomes import record_outcome, take_back_outcome, tick_step, untick_step
from taghyir.duties.actions.registers import add_holder, change_holder
from taghyir.duties.actions.reminders import choose_reminders, remind_of_duty, stop_reminders

__all__ = [
    "add_event",
    "add_holder",
    "call_assembly",
    "cancel_assembly",
    "change_holder",
    "choose_reminders",
    "keep_calendar",
    "record_assembly",
    "record_outcome",
    "remind_of_duty",
    "remove_event",
    "stop_reminders",
    "take_back_outcome",
    "tick_step",
    "untick_step",
]
