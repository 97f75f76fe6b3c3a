"""The drawing of what was said: a petal for each criterion, as long as its step, in the dye of its family. No sum in it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from taghyir.criteria.models import LEVELS, Interview
from taghyir.criteria.queries import SaidOfFamily, said_in

MIDDLE, HEART, STEP = 120, 18, 19  # on a square of 240 units: the middle, the heart, and the length of one step
DYES = ("indigo", "madder", "thread", "olive", "sea")  # one for each family, by the names of the tokens


@dataclass(frozen=True, slots=True)
class Petal:
    """One criterion: the outline of its petal (nothing when it was not talked about), and where its line ends."""

    dye: str
    outline: str
    line: str


@dataclass(frozen=True, slots=True)
class Flower:
    """All petals of one interview."""

    interview: Interview
    petals: list[Petal]


def flowers(interviews: Iterable[Interview]) -> list[Flower]:
    """One for each, in their order."""
    return [Flower(one, petals_of(said_in(one))) for one in interviews]


def petals_of(families: Sequence[SaidOfFamily]) -> list[Petal]:
    """Those of all criteria, turning as the page is read."""
    said = [(DYES[place % len(DYES)], one) for place, family in enumerate(families) for one in family.said]
    turn = (-1 if get_language_bidi() else 1) * 2 * math.pi / (len(said) or 1)
    return [
        Petal(dye, _outline(turn * (place + 0.5), abs(turn), one.level), _line(turn * (place + 0.5)))
        for place, (dye, one) in enumerate(said)
    ]


def _at(angle: float, far: float) -> str:
    """A point so far from the middle; the angle from the top."""
    return f"{MIDDLE + far * math.sin(angle):.1f} {MIDDLE - far * math.cos(angle):.1f}"


def _line(angle: float) -> str:
    return f"M{_at(angle, HEART)}L{_at(angle, HEART + STEP * LEVELS)}"


def _outline(angle: float, width: float, level: int | None) -> str:
    if not level:
        return ""
    tip, wide = HEART + STEP * level, 0.46 * width
    belly = HEART + STEP * level * 0.75
    start, end = _at(angle, HEART), _at(angle, tip)
    there, back = (
        f"{_at(angle - wide, belly)} {_at(angle - wide, tip)}",
        f"{_at(angle + wide, tip)} {_at(angle + wide, belly)}",
    )
    return f"M{start}C{there} {end}C{back} {start}Z"
