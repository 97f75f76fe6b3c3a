"""A file as its enterprise holds it: its lines, the plan that is signed, all of it to take away."""

from collections.abc import Sequence

from taghyir.accompaniment.models import Case, Objective
from taghyir.accompaniment.queries import Plan, digest_of, objectives_of, plan_of
from taghyir.dossiers.models import Signature
from taghyir.dossiers.queries.awaited import signatures_awaited
from taghyir.dossiers.queries.files import Kept, files_of
from taghyir.dossiers.queries.kinds import MANY, line_at
from taghyir.dossiers.queries.lines import (
    FEW,
    Said,
    by_kind,
    lines_of_work,
    objections_to_list,
    signatures_of,
    with_objections,
)
from taghyir.dossiers.queries.lines_of_rooms import lines_of_rooms
from taghyir.dossiers.queries.signed import PlannedLine, changed_since, code_of, is_code_of, lines_of_plan
from taghyir.dossiers.queries.whole import whole_file

__all__ = [
    "FEW",
    "MANY",
    "Kept",
    "Plan",
    "PlannedLine",
    "Said",
    "changed_since",
    "code_of",
    "digest_of",
    "files_of",
    "is_code_of",
    "is_to_sign",
    "lines_of",
    "lines_of_plan",
    "objections_to_list",
    "objectives_of",
    "plan_of",
    "signatures_awaited",
    "signatures_of",
    "whole_file",
    "with_objections",
    "words_of_line",
]


def lines_of(case: Case, objectives: Sequence[Objective] | None = None) -> dict[str, list[Said]]:
    """The lines by kind, each with what members said of it. `objectives`: those of `objectives_of`, when they are at hand.

    Under "beyond", what was said of lines that the page does not show, or that are not in the file any more.
    """
    lines = [*lines_of_work(case, objectives), *lines_of_rooms(case)]
    return {"beyond": with_objections(case, lines), **by_kind(lines)}


def words_of_line(case: Case, line: str, line_id: int) -> str:
    """What the line says now; "" when the file has no such line, or when it is still being written."""
    found = line_at(case, line, line_id)
    return found.words if found is not None and found.is_told else ""


def is_to_sign(plan: Plan, digest: str, signatures: Sequence[Signature]) -> bool:
    """Whether there is a plan that nobody signed as it stands."""
    return bool(plan["objectives"]) and all(one.digest != digest for one in signatures)
