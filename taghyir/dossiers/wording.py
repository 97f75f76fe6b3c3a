"""A part of the whole file in words, and how values are written in it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from taghyir.design.formats import date_text, number_text

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


def people_counted(what: str, women: int | None, men: int | None, unsaid: int = 0) -> str:
    """How many women and men, and how many of those counted do not say it; nothing when nobody was counted."""
    if women is None and men is None:
        return ""
    told = {"what": what, "women": number_text(women or 0), "men": number_text(men or 0), "unsaid": number_text(unsaid)}
    if unsaid:
        return _("%(what)s: %(women)s women, %(men)s men, %(unsaid)s sex not said") % told
    return _("%(what)s: %(women)s women, %(men)s men") % told
