"""A form of diagnosis read as dimensions. What a form says of itself is enough: a group `g_market` whose questions choose from
a scale 0 to 4 is the dimension `market`, in every version; `…_priority`, `…_adviser_priority` and `…_evidence` go with it.
"""

from dataclasses import dataclass
from typing import Any

from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import choice_label, question_label, words_of_group

LEVELS = ("0", "1", "2", "3", "4")
NOT_APPLICABLE = "na"
ENOUGH = 0.6  # of the items that concern them: below, a mean would say more than they did
GROUP = "g_"
FEW_STEPS = 100  # shown
LOW = 50.0  # a dimension below is one to act on, when it matters to somebody
Answers = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """One sentence of the instrument, and how far they are: 0 to 4, None when they do not know or did not say."""

    path: str
    label: str
    answer: str
    words: str

    @property
    def level(self) -> int | None:
        return int(self.answer) if self.answer in LEVELS else None

    @property
    def is_asked(self) -> bool:
        """Whether it concerns them."""
        return self.answer != NOT_APPLICABLE


@dataclass(frozen=True)
class Dimension:
    """One side of an enterprise, and what was said of it."""

    code: str
    name: str
    label: str
    items: tuple[Item, ...]
    evidence: str
    priority: int | None
    adviser_priority: int | None
    priority_words: str
    adviser_priority_words: str

    @property
    def asked(self) -> int:
        return sum(item.is_asked for item in self.items)

    @property
    def answered(self) -> int:
        return sum(item.level is not None for item in self.items)

    @property
    def said(self) -> int:
        """Items with any answer: a level, "does not know", "does not concern us"."""
        return sum(bool(item.answer) for item in self.items)

    @property
    def has_enough(self) -> bool:
        return bool(self.asked) and self.answered >= ENOUGH * self.asked

    @property
    def score(self) -> float | None:
        """0 to 100: the mean of the answered items times 25; None with less than 60 % of those that concern them."""
        if not self.has_enough:
            return None
        return round(sum(item.level or 0 for item in self.items) / self.answered * 25, 1)

    @property
    def weakest(self) -> list[Item]:
        """The items said to be lowest, two at most, below "done as a rule"."""
        said = [item for item in self.items if item.level is not None and item.level < 3]
        return sorted(said, key=lambda item: item.level or 0)[:2]

    @property
    def press(self) -> float:
        """How much there is to do about it: what is missing, times the strongest of both priorities. 0: nothing to propose."""
        strongest = max(self.priority or 0, self.adviser_priority or 0)
        is_low = self.score is not None and self.score < LOW
        return (100 - (self.score or 0)) * strongest if is_low and strongest > 1 else 0


def dimensions_of(version: FormVersion, answers: Answers, language: str = "") -> list[Dimension]:
    """Those of `version`, in its order, for a reader of `language`."""
    groups = [q for q in version.questions if q["type"] == "group" and q["name"].startswith(GROUP)]
    found = [_dimension(version, group, answers, language) for group in groups]
    return [dimension for dimension in found if dimension.items]


def scores_of(dimensions: list[Dimension]) -> dict[str, float | None]:
    """By code. Never one figure for all: an enterprise is not ranked."""
    return {dimension.code: dimension.score for dimension in dimensions}


def own_words(version: FormVersion, answers: Answers) -> str:
    """What they want to change first, in their words: the open questions outside of dimensions."""
    open_questions = [q for q in version.answerable if q["type"] in ("text", "string") and "/" not in q["path"]]
    return "\n".join(answers[q["path"]] for q in open_questions if q["name"] == "words" and answers.get(q["path"]))


def _dimension(version: FormVersion, group: dict[str, Any], answers: Answers, language: str) -> Dimension:
    inside = [q for q in version.answerable if q["path"].startswith(f"{group['path']}/")]
    evidence = next((q for q in inside if q["name"].endswith("_evidence")), None)
    adviser = next((q for q in inside if q["name"].endswith("_adviser_priority")), None)
    own = next((q for q in inside if q["name"].endswith("_priority") and q is not adviser), None)
    return Dimension(
        code=group["name"].removeprefix(GROUP),
        name=group["name"],
        label=words_of_group(group, language, version.languages) or group["name"].removeprefix(GROUP),
        items=tuple(_item(version, q, answers, language) for q in inside if _is_item(q)),
        evidence=answers.get(evidence["path"], "") if evidence else "",
        priority=_number(own, answers),
        adviser_priority=_number(adviser, answers),
        priority_words=_words(version, own, answers, language),
        adviser_priority_words=_words(version, adviser, answers, language),
    )


def _is_item(question: dict[str, Any]) -> bool:
    return question["type"] == "select_one" and set(LEVELS) <= set(question.get("values", []))


def _item(version: FormVersion, question: dict[str, Any], answers: Answers, language: str) -> Item:
    label = question_label(question, language, version.languages)
    return Item(
        question["path"], label, answers.get(question["path"], ""), _words(version, question, answers, language)
    )


def _words(version: FormVersion, question: dict[str, Any] | None, answers: Answers, language: str) -> str:
    answer = answers.get(question["path"], "") if question else ""
    return choice_label(question, answer, language, version.languages) if question and answer else ""


def _number(question: dict[str, Any] | None, answers: Answers) -> int | None:
    answer = answers.get(question["path"], "") if question else ""
    return int(answer) if answer.isdecimal() else None
