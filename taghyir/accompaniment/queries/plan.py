"""The plan as one text, so that it can be signed and approved as it stood."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from taghyir.accompaniment.models import Case, Objective, PlannedAction

Plan = dict[str, Any]


def plan_of(case: Case, objectives: Iterable[Objective] | None = None) -> Plan:
    """What is signed and approved: who does what by when, for which needs, with what, how one will know; not how far it is.

    `objectives`: those of `objectives_of`, when they are at hand.
    """
    read = objectives_of(case) if objectives is None else objectives
    actions = [
        [(one, [need.words for need in one.needs.all()]) for one in objective.actions.all()] for objective in read
    ]
    return plan_in(case, zip((objective.words for objective in read), actions, strict=True))


def plan_in(case: Case, objectives: Iterable[tuple[str, Iterable[tuple[PlannedAction, list[str]]]]]) -> Plan:
    """The same, of objectives that were read: the words of each with its actions, and of these the words of their needs."""
    return {
        "number": case.number,
        "organisation": [case.organisation.name, case.organisation.name_ar],  # the same in every language
        "objectives": [
            {
                "words": words,
                "actions": [
                    {
                        "words": one.words,
                        "done_by": one.done_by,
                        "due_on": one.due_on.isoformat(),
                        "needs": needs,
                        **how_of(one),
                    }
                    for one, needs in actions
                ],
            }
            for words, actions in objectives
        ],
    }


def how_of(one: PlannedAction) -> dict[str, str]:
    """With what, and how one will know. What is empty is left out: plans signed before it was asked keep their digest."""
    return {name: value for name in ("means", "known_by") if (value := getattr(one, name))}


def digest_of(plan: Plan) -> str:
    """SHA-256 of the plan as JSON, keys sorted, without spaces."""
    written = json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def objectives_of(case: Case) -> QuerySet[Objective]:
    """The objectives with their actions and the needs of these."""
    return case.objectives.prefetch_related("actions__needs").order_by("pk")
