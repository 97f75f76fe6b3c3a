"""Three versions of the same answers made one: what both started from, what stands, and what came second.

What only one of the two changed is theirs. What both changed, or what a rule of the form binds to what the other changed,
is for a person to choose. What the form computes is never chosen: the form makes it anew.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from taghyir.corrections.rules import Rules

FIRST, SECOND, ORIGINAL, OTHER = "first", "second", "original", "other"
CHOICES = (FIRST, SECOND, ORIGINAL, OTHER)
_STEP = re.compile(r"([^\[\]]+)\[(\d+)\]/?")
Answers = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """One answer, or a whole repeat when turns came or went, where the two versions are not the same."""

    where: str  # the turn it is in; "" outside of repeats
    path: str
    original: Any
    first: Any
    second: Any

    @property
    def address(self) -> str:
        return f"{self.where}|{self.path}"

    @property
    def is_of_first(self) -> bool:
        return self.second == self.original

    @property
    def is_of_second(self) -> bool:
        return self.first == self.original

    def in_answers(self, answers: Answers) -> Any:
        """What other answers say at the same place."""
        here, around = answers, ""
        for name, number in _STEP.findall(self.where):
            around = f"{around}/{name}" if around else name
            turns = here.get(around, [])
            here = turns[int(number) - 1] if len(turns) >= int(number) else {}
        return here.get(self.path)

    def touches(self, tie: frozenset[str]) -> bool:
        """Whether a rule reads it, or what it is in, or what is in it."""
        return any(one == self.path or _inside(one, self.path) or _inside(self.path, one) for one in tie)


@dataclass(frozen=True)
class Joined:
    """The one version, and what is to be chosen in it; with clashes, it holds what stands until somebody chooses."""

    answers: Answers
    clashes: list[Unit]


def join(
    original: Answers, first: Answers, second: Answers, rules: Rules, choices: Mapping[str, str] | None = None
) -> Joined:
    """`first` stands, `second` came after; `choices` says, by address, which of them a person took."""
    units: list[Unit] = []

    def note(unit: Unit) -> Any:
        units.append(unit)
        return unit.first

    _walk(original, first, second, "", "", note)
    clashing = _clashing([unit for unit in units if unit.path not in rules.calculated], rules)
    chosen = choices or {}
    answers = _walk(original, first, second, "", "", lambda unit: _pick(unit, unit in clashing, chosen))
    return Joined(answers, clashing)


def _clashing(units: list[Unit], rules: Rules) -> list[Unit]:
    found = {unit.address for unit in units if not unit.is_of_first and not unit.is_of_second}
    for tie in rules.ties:
        bound = [unit for unit in units if unit.touches(tie)]
        if any(unit.is_of_first for unit in bound) and any(unit.is_of_second for unit in bound):
            found.update(unit.address for unit in bound)
    return [unit for unit in units if unit.address in found]


def _pick(unit: Unit, is_clash: bool, chosen: Mapping[str, str]) -> Any:
    taken = chosen.get(unit.address, "") if is_clash else ""
    if taken == ORIGINAL:
        return unit.original
    if taken in (FIRST, OTHER):
        return unit.first
    if taken == SECOND or unit.is_of_second:
        return unit.second
    if unit.is_of_first or is_clash:
        return unit.first
    return unit.second  # computed by the form: the last one


def _walk(
    original: Answers, first: Answers, second: Answers, where: str, around: str, pick: Callable[[Unit], Any]
) -> Answers:
    joined: Answers = {}
    for path in dict.fromkeys([*first, *second, *original]):
        unit = Unit(where, path, original.get(path), first.get(path), second.get(path))
        value = unit.first if unit.first == unit.second else _turns(unit, around, pick)
        if value not in (None, "", []):
            joined[path] = value
    return joined


def _turns(unit: Unit, around: str, pick: Callable[[Unit], Any]) -> Any:
    """A repeat with as many turns in each version is read turn by turn; in another case it is taken as one."""
    three = (unit.original, unit.first, unit.second)
    if not all(isinstance(one, list) for one in three) or len({len(one) for one in three}) > 1:
        return pick(unit)
    below = unit.path.removeprefix(f"{around}/") if around else unit.path
    step = f"{unit.where}/{below}" if unit.where else below
    return [_walk(*turns, f"{step}[{at}]", unit.path, pick) for at, turns in enumerate(zip(*three, strict=True), 1)]


def _inside(inner: str, outer: str) -> bool:
    return inner.startswith(f"{outer}/")
