"""What versions of answers say, laid side by side, question by question, and what differs between them.

Where an answer stands: "" outside of any repeat, else the turn it is in: `children[2]`, `children[2]/toys[1]`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from taghyir.review.attached import questions_with_attached
from taghyir.surveys.models import FormVersion, Submission
from taghyir.surveys.queries import choice_label, question_label, questions_with_names

_STEP = re.compile(r"([^\[\]]+)\[(\d{1,4})\](?:/|$)")
Answers = dict[str, Any]
Question = dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """One question, and what each version answers to it, in words; "" where it is blank."""

    label: str
    where: str  # the turn of a repeat; else ""
    path: str
    values: list[str]

    @property
    def is_same(self) -> bool:
        return len(set(self.values)) == 1

    @property
    def before(self) -> str:
        return self.values[0]

    @property
    def after(self) -> str:
        return self.values[-1]


def laid_beside(version: FormVersion, language: str, *several: Answers) -> list[Beside]:
    """Every answer of these versions, in the order of the form, in the words of the reader; who was chosen bears a name."""
    questions = questions_with_names(version.questions, [Submission(answers=one) for one in several])
    questions = questions_with_attached(questions, version)
    return _beside(questions, version.languages, language, several)


def differences(before: Answers, after: Answers, version: FormVersion, language: str) -> list[Beside]:
    """What differs, in the order of the form; each question and choice in the words of the reader."""
    return [one for one in laid_beside(version, language, before, after) if not one.is_same]


def _beside(questions: list[Question], languages: list[str], language: str, several: Sequence[Answers]) -> list[Beside]:
    flat = [dict(_flat(one)) for one in several]
    order = {question["path"]: (at, question) for at, question in enumerate(questions)}
    keys = list(dict.fromkeys(key for one in flat for key in one))
    keys.sort(key=lambda key: (order[key[1]][0] if key[1] in order else len(order), _numbers(key[0])))
    found = []
    for where, path in keys:
        values = [one.get((where, path), "") for one in flat]
        question = order[path][1] if path in order else None
        label = question_label(question, language, languages) if question else path
        found.append(Beside(label, where, path, [_in_words(question, value, language, languages) for value in values]))
    return found


def _in_words(question: Question | None, value: str, language: str, languages: list[str]) -> str:
    if question is None or "choices" not in question:
        return value
    codes = value.split() if question["type"] != "select_one" else list(filter(None, [value]))
    return " · ".join(choice_label(question, code, language, languages) for code in codes)


def _numbers(where: str) -> list[tuple[str, int]]:
    return [(name, int(number)) for name, number in _STEP.findall(where)]


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
