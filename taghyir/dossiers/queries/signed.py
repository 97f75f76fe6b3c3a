"""The plan as it was signed, line by line, and what is otherwise today."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from taghyir.accompaniment.queries import Plan
from taghyir.design.formats import date_text
from taghyir.tables.cells import western


@dataclass(frozen=True)
class PlannedLine:
    """An objective, or an action below the one of its `objective`."""

    words: str
    about: tuple[str, ...] = ()
    objective: str = ""

    @property
    def is_objective(self) -> bool:
        return not self.objective


def lines_of_plan(plan: Plan) -> list[PlannedLine]:
    """All that its digest covers, in its order: who does what by when, with what, how one will know, for which needs."""
    lines = []
    for objective in plan["objectives"]:
        lines.append(PlannedLine(objective["words"]))
        for one in objective["actions"]:
            due = _("before %(day)s") % {"day": date_text(dt.date.fromisoformat(one["due_on"]))}
            about = (one["done_by"], due, one.get("means", ""), one.get("known_by", ""), *one["needs"])
            lines.append(PlannedLine(one["words"], tuple(part for part in about if part), objective["words"]))
    return lines


def code_of(digest: str) -> str:
    """The beginning of the digest, which is printed on a plan to sign and says which plan a sheet bears."""
    return f"{digest[:4]} {digest[4:8]}"


def is_code_of(digest: str, written: str) -> bool:
    """Whether this was written of it, with or without spaces, in any digits; the whole digest is one too."""
    code = "".join(western(written).split()).casefold()
    return len(code) >= 8 and digest.startswith(code)


def changed_since(signed: Plan, now: Plan) -> tuple[list[PlannedLine], list[PlannedLine]]:
    """Lines that were signed and do not stand so any more, and lines that are new; a line that was changed is in both."""
    was, stands = lines_of_plan(signed), lines_of_plan(now)
    return [line for line in was if line not in stands], [line for line in stands if line not in was]
