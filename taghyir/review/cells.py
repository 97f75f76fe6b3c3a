"""How one answer is written in one cell: in words, in codes, or as Ona and KoboToolbox write it."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from taghyir.surveys.queries import choice_label
from taghyir.xforms.languages import in_words

BLANK = "n/a"  # what Ona writes where nothing was answered
SEVERAL = ("select_multiple", "rank")
_INTEGER = re.compile(r"[+-]?\d{1,15}$")
Row = dict[str, Any]  # the FIELDS of one answer, and what `turns_of` says of one turn
Question = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """How the reader wants the tables."""

    values: str = "labels"
    language: str = "fr"
    splits: bool = True


def words_of_choice(question: Question, value: str, language: str) -> str:
    return choice_label(question, value, language, question["languages"])


def chosen(path: str, value: str, way: Way) -> Callable[[Row], Any]:
    is_ona = way.values == "ona"
    known: dict[str | None, Any] = {None: BLANK if is_ona else None}  # people give the same few answers again and again

    def read(row: Row) -> Any:
        answer = _said(row, path)
        if answer not in known:
            is_chosen = value in answer.split()
            known[answer] = str(is_chosen) if is_ona else int(is_chosen)
        return known[answer]

    return read


def reader(question: Question, way: Way) -> Callable[[Row], Any]:
    """How to read the cell of one question: typed for `codes` and `labels`, as it came for `ona`."""
    path, kind = question["path"], question["type"]
    if way.values == "ona":
        return lambda row: BLANK if (answer := _said(row, path)) is None else answer
    if way.values == "labels" and question.get("attached"):
        return _reader_of_attached(question, way)
    if way.values == "labels" and "choices" in question:
        words = {value: words_of_choice(question, value, way.language) for value in question["values"]}
        if kind in ("select_one", "reserved"):
            return lambda row: words.get(answer := _said(row, path), answer)
        mark = _mark(way)
        return lambda row: mark.join(words.get(value, value) for value in (_said(row, path) or "").split())
    if convert := _CONVERT.get(kind):
        return lambda row: convert(_said(row, path))
    return lambda row: _said(row, path)


def _reader_of_attached(question: Question, way: Way) -> Callable[[Row], Any]:
    """The words of the list as it was sent with the version that was answered; else those of any version, else the code."""
    path, attached, mark = question["path"], question["attached"], _mark(way)
    known: dict[tuple[int | None, Any], Any] = {}  # people choose the same few again and again

    def in_words_of(version: int | None, code: str) -> str:
        labels = attached.get(version, {}).get(code)
        words = in_words(labels, way.language, question["languages"]) if labels else ""
        return words or words_of_choice(question, code, way.language)

    def read(row: Row) -> Any:
        answer, version = _said(row, path), row["version_id"]
        if (version, answer) not in known:
            codes = (answer or "").split() if question["type"] in SEVERAL else [answer] if answer else []
            known[version, answer] = mark.join(in_words_of(version, code) for code in codes) or None
        return known[version, answer]

    return read


def _mark(way: Way) -> str:
    return "، " if way.language == "ar" else "; "


def _said(row: Row, path: str) -> Any:
    """The answer; the turns of what was a repeat in another version stay one text, so that they are not lost."""
    answer = row["item"].get(path)
    return as_json(answer) if type(answer) is list else answer


def _integer(text: str | None) -> Any:
    if text and text.isascii() and text.isdigit() and len(text) < 16:  # nearly all of them
        return int(text)
    return int(text) if text and _INTEGER.match(text) else text


def _decimal(text: str | None) -> Any:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return text
    return number if number is None or number.is_finite() else text


def _date(text: str | None) -> Any:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return text


_CONVERT: dict[str, Callable[[str | None], Any]] = {"integer": _integer, "decimal": _decimal, "date": _date}


def as_json(turns: Any) -> str | None:
    return json.dumps(turns, ensure_ascii=False) if turns else None
