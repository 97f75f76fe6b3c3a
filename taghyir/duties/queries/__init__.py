"""Duties, reminders, assemblies, registers."""

from taghyir.duties.queries.assemblies import (
    AssemblyRules,
    Figure,
    Quorum,
    assemblies_with_items,
    members_of_assembly,
    quorum_of,
    rules_of_assembly,
)
from taghyir.duties.queries.duties import calendar_read, duties_of, duties_of_each, duty_of, followed_organisations
from taghyir.duties.queries.registers import holders_of, line_read, next_number, totals_of_register
from taghyir.duties.queries.reminders import (
    days_left,
    duties_to_remind,
    is_reminded,
    people_to_remind,
    reminders_of_token,
    token_of_reminders,
)

__all__ = [
    "AssemblyRules",
    "Figure",
    "Quorum",
    "assemblies_with_items",
    "calendar_read",
    "days_left",
    "duties_of",
    "duties_of_each",
    "duties_to_remind",
    "duty_of",
    "followed_organisations",
    "holders_of",
    "is_reminded",
    "line_read",
    "members_of_assembly",
    "next_number",
    "people_to_remind",
    "quorum_of",
    "reminders_of_token",
    "rules_of_assembly",
    "token_of_reminders",
    "totals_of_register",
]
