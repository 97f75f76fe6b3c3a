"""Who reads a file through the lens, notes what they saw, and chooses a marker."""

from typing import Any

from taghyir.accompaniment.models import Case, CaseQuerySet
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.people.models import User


def visible_lenses(actor: Any) -> CaseQuerySet:
    """Who sees a file sees what the lens shows of it."""
    return visible_cases(actor)


def can_note_care(actor: User, case: Case) -> bool:
    """Whoever works on the file."""
    return can_work_on_case(actor, case)


can_choose_marker = can_note_care
