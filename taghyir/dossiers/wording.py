"""A part of the whole file in words, and how values are written in it."""

import datetime as dt
from dataclasses import dataclass, field

from taghyir.design.formats import date_text

Row = tuple[str, str]


@dataclass
class Section:
    """A part of the file as it is read: facts side by side, or lines each with what goes below it."""

    title: str
    facts: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)


def day_of(written: str | None) -> str:
    """A day in ISO 8601 as people read it."""
    return date_text(dt.date.fromisoformat(written[:10])) if written else ""


def joined(*parts: str) -> str:
    """The parts that say something, one beside the other."""
    return " · ".join(part for part in parts if part)


def said(facts: list[Row]) -> list[Row]:
    """Those that say something."""
    return [(label, words) for label, words in facts if words]
