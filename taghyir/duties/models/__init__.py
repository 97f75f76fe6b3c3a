"""What is kept of duties: the days they are counted from, what happened to them, assemblies and registers."""

from taghyir.duties.models.assemblies import Assembly, Item
from taghyir.duties.models.calendars import Calendar, HappenedEvent, Wish
from taghyir.duties.models.outcomes import Outcome, Reminder, Tick
from taghyir.duties.models.registers import Holder, HolderQuerySet

__all__ = [
    "Assembly",
    "Calendar",
    "HappenedEvent",
    "Holder",
    "HolderQuerySet",
    "Item",
    "Outcome",
    "Reminder",
    "Tick",
    "Wish",
]
