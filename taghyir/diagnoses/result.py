"""The result of a diagnosis, for a page, a paper and a signature: each dimension beside its own past and the median."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from taghyir.diagnoses.comparing import Median
from taghyir.diagnoses.dimensions import Dimension, dimensions_of, own_words
from taghyir.diagnoses.models import Diagnosis


@dataclass(frozen=True)
class Line:
    """One dimension as it is read."""

    place: int  # 1 to 12: where it stands on the drawing
    now: Dimension
    before: tuple[float | None, ...]  # its past, the first moment first; None: not enough was answered, or not asked
    median: float | None
    moments: tuple[str, ...] = ()  # the names of `before`

    @property
    def named(self) -> list[tuple[str, float | None]]:
        """Its past, each with the name of its moment."""
        return list(zip(self.moments, self.before, strict=True))

    @property
    def change(self) -> float | None:
        """Since the last moment; None when one of both is not known."""
        last = self.before[-1] if self.before else None
        return None if last is None or self.now.score is None else round(self.now.score - last, 1)

    @property
    def agree(self) -> bool:
        """Whether the enterprise and the adviser press as much for it."""
        return self.now.priority == self.now.adviser_priority


@dataclass(frozen=True)
class Result:
    """All of it, in the words of one language."""

    diagnosis: Diagnosis
    lines: list[Line]
    past: list[Diagnosis]
    median: Median
    words: str
    other_versions: list[Diagnosis] = field(default_factory=list)  # of the past, filled in another version

    @property
    def to_act_on(self) -> list[Dimension]:
        """What is low and presses for one of both, the most first: what may become a need."""
        return sorted((line.now for line in self.lines if line.now.press), key=lambda one: -one.press)

    @property
    def strongest(self) -> list[Line]:
        """What stands best, two at most."""
        said = [line for line in self.lines if line.now.score is not None and line.now.score >= 60]
        return sorted(said, key=lambda line: -(line.now.score or 0))[:2]

    @property
    def differing(self) -> list[Line]:
        """Where both priorities are said and are not the same."""
        return [line for line in self.lines if line.now.priority and line.now.adviser_priority and not line.agree]

    @property
    def shown(self) -> list[Line]:
        """Where something shows why it stands as it does."""
        return [line for line in self.lines if line.now.evidence or line.now.weakest]

    @property
    def not_enough(self) -> list[Line]:
        return [line for line in self.lines if line.now.score is None]


def result_of(diagnosis: Diagnosis, past: list[Diagnosis], median: Median, language: str) -> Result:
    """`diagnosis` beside `past`. A dimension keeps its code in every version: each moment says what was asked then."""
    dimensions = dimensions_of(diagnosis.version, diagnosis.answers, language)
    moments = tuple(before.name for before in past)
    lines = [
        Line(place, one, tuple(before.scores.get(one.code) for before in past), median.values.get(one.code), moments)
        for place, one in enumerate(dimensions, 1)
    ]
    others = [before for before in past if before.version_id != diagnosis.version_id]
    return Result(diagnosis, lines, past, median, own_words(diagnosis.version, diagnosis.answers), others)


def content_of(diagnosis: Diagnosis) -> dict[str, Any]:
    """What a signature covers, in codes, whatever the language it is read in: each dimension, its score, both priorities."""
    dimensions = dimensions_of(diagnosis.version, diagnosis.answers)
    return {
        "file": diagnosis.case.number,
        "depth": diagnosis.depth,
        "moment": diagnosis.name,
        "held_on": diagnosis.held_on.isoformat(),
        "version": diagnosis.version.version,
        "words": own_words(diagnosis.version, diagnosis.answers),
        "dimensions": [
            {
                "code": one.code,
                "score": one.score,
                "priority": one.priority,
                "adviser_priority": one.adviser_priority,
                "evidence": one.evidence,
            }
            for one in dimensions
        ],
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of it as JSON, keys sorted, without spaces."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
