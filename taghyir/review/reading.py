"""One answer as a person reads it: sections with the words of the form, values in words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from taghyir.design.formats import date_text
from taghyir.review.attached import questions_with_attached
from taghyir.review.places import geometry_of
from taghyir.surveys.models import Attachment, FormVersion, Submission
from taghyir.surveys.queries import FILE_QUESTIONS, choice_label, question_label, questions_with_names, words_of_group

SILENT = ("group", "repeat", "note", "hidden")


@dataclass
class Line:
    """One question and what was answered."""

    label: str
    values: list[str]
    kind: str
    attachment: Attachment | None = None


@dataclass
class Section:
    """A group, or one turn of a repeat: `number` is then 1, 2, 3…"""

    title: str
    number: int | None = None
    lines: list[Line] = field(default_factory=list)


def sections_of(submission: Submission, language: str) -> list[Section]:
    """What was answered, in the order of the form; empty sections left out."""
    version = submission.version
    files = {attachment.name: attachment for attachment in submission.attachments.all()}
    questions = questions_with_attached(questions_with_names(version.questions, [submission]), version)
    reader = _Reader(version, questions, files, language)
    return [section for section in reader.read("", submission.answers) if section.lines]


class _Reader:
    def __init__(
        self, version: FormVersion, questions: list[dict[str, Any]], files: dict[str, Attachment], language: str
    ):
        self.version, self.questions, self.files, self.language = version, questions, files, language
        self.groups = {q["path"]: self._label(q) for q in questions if q["type"] in ("group", "repeat")}

    def _label(self, question: dict[str, Any]) -> str:
        says = words_of_group if question["type"] in ("group", "repeat") else question_label
        return says(question, self.language, self.version.languages)

    def read(self, repeat: str, answers: dict[str, Any], number: int | None = None) -> Iterator[Section]:
        section = Section(self._title(f"{repeat}/"), number)
        for question in self.questions:
            path, kind = question["path"], question["type"]
            if question["repeat"] != repeat or path not in answers:
                continue
            if kind == "repeat":
                yield section
                for turn, inside in enumerate(answers[path], 1):
                    yield from self.read(path, inside, turn)
                section = Section(self._title(path.rpartition("/")[0] + "/"), number)
            elif kind not in SILENT:
                if (title := self._title(path)) != section.title:
                    yield section
                    section = Section(title, number)
                section.lines.append(self._line(question, answers[path]))
        yield section

    def _title(self, path: str) -> str:
        """The words of the groups above `path`."""
        parts = path.split("/")[:-1]
        above = ("/".join(parts[: count + 1]) for count in range(len(parts)))
        return " / ".join(filter(None, (self.groups.get(group) for group in above)))

    def _line(self, question: dict[str, Any], value: str) -> Line:
        kind = question["type"]
        values = [_said(kind, value)]
        if "choices" in question:
            codes = [value] if kind == "select_one" else value.split()
            values = [choice_label(question, code, self.language, self.version.languages) for code in codes]
        attachment = self.files.get(value.rpartition("/")[2]) if kind in FILE_QUESTIONS else None
        is_nowhere = kind == "geopoint" and values == [value]
        return Line(self._label(question), values, "text" if is_nowhere else kind, attachment)


def _said(kind: str, value: str) -> str:
    """A day as the reader says it, a point as maps take it; what is neither stays as it was sent."""
    if kind == "geopoint" and (place := geometry_of(kind, value)):
        longitude, latitude = place["coordinates"]
        return f"{latitude}, {longitude}"
    try:
        return date_text(dt.date.fromisoformat(value)) if kind == "date" else value
    except ValueError:
        return value
