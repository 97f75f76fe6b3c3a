"""Where answers stand inside a submission, how they are changed, and what differs between two versions.

A part is "" for the answers outside of any repeat, else one turn: `children[2]`, `children[2]/toys[1]`. The address of an answer
is its part and its path: `children[2]/age`.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.review.typed import typed_questions, written
from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import choice_label, question_label
from taghyir.tables.imports import Wrong

MOST_TURNS = 500
_STEP = re.compile(r"([^\[\]]+)\[(\d{1,4})\](?:/|$)")
Answers = dict[str, Any]
Question = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One level of answers: its steps (path of the repeat, number of the turn, from 1)."""

    steps: tuple[tuple[str, int], ...] = ()

    @property
    def repeat(self) -> str:
        return self.steps[-1][0] if self.steps else ""

    @property
    def number(self) -> int | None:
        return self.steps[-1][1] if self.steps else None


def part_at(address: str, questions: list[Question]) -> Part | None:
    """The part that `address` names; None when the form has no such repeat."""
    repeats = {question["path"] for question in questions if question["type"] == "repeat"}
    steps: list[tuple[str, int]] = []
    if "".join(found.group(0) for found in _STEP.finditer(address)) != address:
        return None
    for found in _STEP.finditer(address):
        path = f"{steps[-1][0]}/{found[1]}" if steps else found[1]
        if path not in repeats or int(found[2]) < 1:
            return None
        steps.append((path, int(found[2])))
    return Part(tuple(steps))


def answers_at(answers: Answers, part: Part) -> Answers | None:
    """The answers of one part; empty for the turn after the last one, None where there is no such turn."""
    here: Answers = answers
    for at, (path, number) in enumerate(part.steps, 1):
        turns = here.get(path, [])
        if number == len(turns) + 1 <= MOST_TURNS and at == len(part.steps):
            return {}
        if number > len(turns):
            return None
        here = turns[number - 1]
    return here


def answers_with(answers: Answers, questions: list[Question], address: str, values: dict[str, str]) -> Answers:
    """The whole of `answers`, with `values` (by path) at the part `address`. A turn whose answers are all blank is gone.

    Refused when there is no such part, or when a value is no answer to its question.
    """
    part, changed = part_at(address, questions), copy.deepcopy(answers)
    here = answers_at(changed, part) if part else None
    if part is None or here is None:
        raise Refused(_("There are no such answers."), code="unknown")
    for question in typed_questions(questions, part.repeat):
        if (path := question["path"]) in values and values[path] != here.get(path, ""):
            _put(here, question, values[path])
    if part.steps:
        _place_turn(changed, part, here)
    return changed


def _put(here: Answers, question: Question, text: str) -> None:
    try:
        value = written(question, text)
    except Wrong as wrong:
        raise Refused(str(wrong), code="invalid", field=question["path"]) from wrong
    if value:
        here[question["path"]] = value
    else:
        here.pop(question["path"], None)


def _place_turn(answers: Answers, part: Part, turn: Answers) -> None:
    """Put a turn in its place; without any answer, it is no turn, and a repeat without turns has no key."""
    around = answers_at(answers, Part(part.steps[:-1]))
    assert around is not None, "the caller found the turn inside it"
    path, number = part.steps[-1]
    turns = around.setdefault(path, [])
    turns[number - 1 : number] = [turn] if turn else []
    if not turns:
        del around[path]


@dataclass(frozen=True)
class Difference:
    """One answer before and after, in words."""

    label: str
    where: str  # of a repeat: the address of the turn; else ""
    before: str
    after: str


def differences(before: Answers, after: Answers, version: FormVersion, language: str) -> list[Difference]:
    """What differs, in the order of the form; each question and choice in the words of the reader."""
    first, second = dict(_flat(before)), dict(_flat(after))
    order = {question["path"]: (at, question) for at, question in enumerate(version.questions)}
    changed = [key for key in {**first, **second} if first.get(key) != second.get(key)]
    changed.sort(key=lambda key: (order[key[1]][0] if key[1] in order else len(order), _numbers(key[0])))
    return [
        _difference(where, order[path][1] if path in order else None, path, first, second, version, language)
        for where, path in changed
    ]


def _numbers(where: str) -> list[tuple[str, int]]:
    return [(name, int(number)) for name, number in _STEP.findall(where)]


def _difference(
    where: str, question: Question | None, path: str, first: Any, second: Any, version: FormVersion, language: str
) -> Difference:
    both = [first.get((where, path), ""), second.get((where, path), "")]
    if question is None:
        return Difference(path, where, *both)
    if "choices" in question:
        several = question["type"] != "select_one"
        codes = [value.split() if several else list(filter(None, [value])) for value in both]
        both = [" · ".join(choice_label(question, code, language, version.languages) for code in one) for one in codes]
    return Difference(question_label(question, language, version.languages), where, *both)


def _flat(answers: Answers, where: str = "", around: str = "") -> Iterator[tuple[tuple[str, str], str]]:
    """Every answer, by (part, path)."""
    for path, value in answers.items():
        if not isinstance(value, list):
            yield (where, path), value
            continue
        below = path.removeprefix(f"{around}/") if around else path
        for number, turn in enumerate(value, 1):
            step = f"{below}[{number}]"
            yield from _flat(turn, f"{where}/{step}" if where else step, path)


def parts_below(
    version: FormVersion, part: Part, answers: Answers, address: str, language: str
) -> list[tuple[str, str, bool]]:
    """The turns inside a part, and the one that could be added to each repeat: address, words, whether it is new."""
    found = []
    for question in version.questions:
        if question["type"] == "repeat" and question["repeat"] == part.repeat:
            below = question["path"].removeprefix(f"{part.repeat}/") if part.repeat else question["path"]
            label = question_label(question, language, version.languages)
            many = len(answers.get(question["path"], []))
            for number in range(1, min(many + 1, MOST_TURNS) + 1):
                step = f"{below}[{number}]"
                found.append((f"{address}/{step}" if address else step, f"{label} {number}", number > many))
    return found
