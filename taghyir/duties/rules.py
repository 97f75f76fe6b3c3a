"""What a duty is, in itself: a thing the law asks for a period, and the shape it has today. Knows no database."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

SOON = 30  # days before
AHEAD = 548  # days: eighteen months
BACK = 366  # days: what is older, and of which nobody said anything, is asked about and not called late
ONCE = "once"
ASSEMBLY = "annual_assembly"  # the code of the fact that asks for an ordinary assembly each year
STATES = ("late", "soon", "later", "unsaid", "undated", "done", "not_applicable")
OPEN = ("late", "soon", "later", "unsaid", "undated")

_STEPS = {
    ASSEMBLY: ("date", "accounts", "called", "quorum", "minutes", "filed"),
    "accounts_filed": ("approved", "papers", "filed", "receipt"),
    "declaration": ("papers", "filed", "receipt"),
    "registration": ("papers", "filed", "receipt"),
    "foreign_aid": ("papers", "filed", "receipt"),
}
_USUAL = ("read", "papers", "filed", "receipt")


def steps_of(code: str) -> tuple[str, ...]:
    """The steps of the way to a duty, in their order."""
    return _STEPS.get(code, _USUAL)


def period_of(anchor: str, recurrence: str, since: dt.date) -> str:
    """By what a duty is known again when the law or a day is corrected: its year, the day of an event, or once."""
    if anchor == "calendar" or recurrence == "yearly":
        return str(since.year)
    return since.isoformat() if anchor in ("meeting", "event") else ONCE


@dataclass
class Duty:
    """One thing the law asks of one organisation for one period. Never stored."""

    organisation: Any
    fact: Any
    period: str
    since: dt.date | None = None  # the day from which it is counted
    due_on: dt.date | None = None
    outcome: Any = None
    ticked: set[str] = field(default_factory=set)
    from_statutes: bool = False  # the day is that of the statutes: the law of the house says none
    today: dt.date = dt.date.min

    def __str__(self) -> str:
        return str(self.fact)

    @property
    def code(self) -> str:
        return str(self.fact.code)

    @property
    def key(self) -> dict[str, Any]:
        """By what it is known again: the fields of whatever is said of it."""
        form = self.organisation.legal_form
        return {"organisation": self.organisation, "legal_form": form, "code": self.code, "period": self.period}

    @property
    def falls_on(self) -> dt.date | None:
        """The day by which it is to be done: that of the law, or the one it was put off to."""
        is_put_off = self.outcome is not None and self.outcome.kind == "postponed"
        return self.outcome.on if is_put_off else self.due_on

    @property
    def state(self) -> str:
        """One of `STATES`, today."""
        if self.outcome is not None and self.outcome.kind != "postponed":
            return str(self.outcome.kind)
        if self.falls_on is None:
            return "undated"
        days = (self.falls_on - self.today).days
        if days < 0:
            return "late" if days >= -BACK else "unsaid"
        return "soon" if days <= SOON else "later"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def status(self) -> str:
        """The shape of its state, as `<c-status>` draws it."""
        shapes = {"later": "waiting", "unsaid": "waiting", "undated": "waiting", "not_applicable": "no"}
        return shapes.get(self.state, self.state)

    @property
    def steps(self) -> list[tuple[str, bool]]:
        return [(step, step in self.ticked) for step in steps_of(self.code)]

    @property
    def order(self) -> tuple[Any, ...]:
        """Late first, then soon, later, what was never said, what has no day, and what is settled, the latest first."""
        rank = STATES.index(self.state)
        day = (self.falls_on or dt.date.max).toordinal()
        return (min(rank, 5), -day if not self.is_open else day, self.fact.order, self.code, self.period)


def needed(members: int, percent: int) -> int:
    """How many members are to be present or represented: 50 % of 9 is 5."""
    return -(-members * percent // 100)
