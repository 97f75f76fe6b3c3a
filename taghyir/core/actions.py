"""An action is one thing somebody does: allowed or not, all or nothing, and remembered."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from taghyir.core import journal
from taghyir.core.models import private_storage

P = ParamSpec("P")
T = TypeVar("T")

ACTIONS: dict[str, Callable[..., Any]] = {}  # every verb of the house, for the map and the house rules


class NotAllowed(PermissionDenied):
    """The actor may not do this: HTTP 403."""


class Refused(Exception):
    """The actor may do this, but a rule says no. Carries a sentence for people, and perhaps the field it is about."""

    def __init__(self, sentence: Any, *, code: str, field: str | None = None):
        super().__init__(str(sentence))
        self.code = code
        self.field = field


def require(allowed: bool) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed


def _details_of(subject: Any) -> dict[str, Any]:
    return getattr(subject, "__dict__", {}).pop("journal_details", {})  # once: the next action says its own


def action(verb: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Run the function in one transaction and write `verb` in the journal, or leave no trace at all, nor a file on the disk.

    A subject that bears `journal_details` (a dictionary set by the action) has them kept with the line; each of a list
    of subjects has its own line.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def act(*args: P.args, **details: P.kwargs) -> T:
            with private_storage().undone_together(), transaction.atomic():
                subject = function(*args, **details)
                if isinstance(subject, list):
                    journal.record_each(details["actor"], verb, subject)
                else:
                    journal.record(details["actor"], verb, subject, **_details_of(subject))
            return subject

        ACTIONS[verb] = act
        return act

    return decorate
