"""Who did what to what, when. Written by actions, read by people, and answered by reactions in the background."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from taghyir.core import reading
from taghyir.core.models import Entry

Reaction = Callable[[Entry], None]
_reactions: dict[str, dict[str, Reaction]] = defaultdict(dict)
_conditions: dict[str, Callable[[Any], bool]] = {}  # by the name of a reaction: whether it concerns a subject


def record(actor: Any, verb: str, subject: Any, **details: Any) -> Entry:
    """Write a line, and queue its reactions in the same transaction: both happen or neither."""
    entry = _line(actor, verb, subject, details)
    entry.save(force_insert=True)
    _queue_reactions([(entry, subject)])
    return entry


def record_each(actor: Any, verb: str, subjects: Sequence[models.Model]) -> list[Entry]:
    """Write a line for each, in as many statements as for one."""
    entries = Entry.objects.bulk_create([_line(actor, verb, subject, {}) for subject in subjects])
    _queue_reactions(list(zip(entries, subjects, strict=True)))
    return entries


def _line(actor: Any, verb: str, subject: Any, details: dict[str, Any]) -> Entry:
    entry = Entry(actor=actor, verb=verb, details=details)
    if isinstance(subject, models.Model):
        entry.subject = subject  # type: ignore[assignment]  # the stubs see the descriptor, not what it takes
    return entry


def _queue_reactions(lines: Sequence[tuple[Entry, Any]]) -> None:
    jobs: list[Any] = [
        {"entry_id": entry.pk, "reaction": name}
        for entry, subject in lines
        for name in _reactions.get(entry.verb, ())
        if name not in _conditions or _conditions[name](subject)
    ]
    if jobs:
        react.batch_defer(*jobs)


def note_access(actor: Any, verb: str, subject: models.Model | None, **details: Any) -> Entry:
    """Write that a sensitive thing was opened: the one write that a GET may make."""
    with reading.writing_allowed():
        return record(actor, verb, subject, **details)


def on(verb: str, *, when: Callable[[Any], bool] | None = None) -> Callable[[Reaction], Reaction]:
    """Register a function to be run, in the background, after each line with this verb. It must be safe to run twice.

    `when` is asked about the subject as the line is written: it decides from what is at hand, without a query.
    """

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__name__}"
        _reactions[verb][name] = reaction
        if when is not None:
            _conditions[name] = when
        return reaction

    return register


def reactions_by_verb() -> dict[str, list[str]]:
    """What answers what, for the map of the house."""
    return {verb: sorted(reactions) for verb, reactions in sorted(_reactions.items())}


@app.task(name="react", queue="reactions", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def react(entry_id: int, reaction: str) -> None:
    """Run one reaction to one line; retried with back-off (3, 9, 27 … seconds) when it fails."""
    entry = Entry.objects.get(pk=entry_id)
    _reactions[entry.verb][reaction](entry)
