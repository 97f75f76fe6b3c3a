"""The criteria in the language of the reader."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.criteria.seeds import SET

FAMILIES = {
    "care": _("Care"),
    "feminist": _("Feminist economy"),
    "circular": _("Circular economy"),
    "democracy": _("Democracy and sovereignty"),
    "territory": _("Territory"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is talked of: the question, why it matters, what shows it, and words for levels 1 to 5."""

    code: str
    name: str
    question: str
    why: str
    evidence: str
    levels: list[str]


@dataclass(frozen=True, slots=True)
class Family:
    """Three criteria that belong together."""

    code: str
    name: str
    criteria: list[Criterion]


def families_of_criteria() -> list[Family]:
    """All fifteen, in five families, in the language of the page."""
    language = base_language()
    found = []
    for code, members in groupby(SET["criteria"], key=lambda one: one["family"]):
        criteria = [Criterion(code=one["code"], **one["words"][language]) for one in members]
        found.append(Family(code, str(FAMILIES[code]), criteria))
    return found
