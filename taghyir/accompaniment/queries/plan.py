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
    return {
        "number": case.number,
        "organisation": [case.organisation.name, case.organisation.name_ar],  # the same in every language
        "objectives": [
            {
                "words": objective.words,
                "actions": [
                    {
                        "words": one.words,
                        "done_by": one.done_by,
                        "due_on": one.due_on.isoformat(),
                        "needs": [need.words for need in one.needs.all()],
                        **how_of(one),
                    }
                    for one in objective.actions.all()
                ],
            }
            for objective in (objectives_of(case) if objectives is None else objectives)
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
