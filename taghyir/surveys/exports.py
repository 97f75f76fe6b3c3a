"""The answers of a form as a table: groups flattened, several choices split, repeats as JSON or as a table of their own.

Three ways to write: `labels` (words, in the reader's language), `codes` (names and values of the sheet), and `ona`, the
headings and values that Ona and KoboToolbox users feed their own tools with.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.languages import in_words
from taghyir.surveys.models import Form, FormVersion, Submission, receipt_of
from taghyir.tables.listing import Column

WAYS = ("labels", "codes", "ona")
FIELDS = ("answers", "digest", "instance_id", "received_at", "territory_id", "submitted_by_id", "version_id", "device")
BLANK = "n/a"  # what Ona writes where nothing was answered
_INTEGER = re.compile(r"[+-]?\d{1,15}$")
Row = dict[str, Any]  # the FIELDS of one answer; `item` and `number` besides, in the table of a repeat
Question = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """How the reader wants the table."""

    values: str = "labels"
    language: str = "fr"
    splits: bool = True
    repeat: str = ""  # path of the repeat whose table this is; "" for the table of the answers


def questions_of_form(form: Form) -> list[Question]:
    """Every question any version asked: those of the current one first, in its order; the choices of all versions."""
    versions: list[FormVersion] = sorted(form.versions.all(), key=lambda v: (v.pk != form.current_id, -v.pk))
    found: dict[str, Question] = {}
    for version in versions:
        for question in version.questions:
            known = found.setdefault(question["path"], question | {"languages": version.languages})
            if known is not question and "choices" in known and "choices" in question:
                known["choices"] = question["choices"] | known["choices"]
                known["values"] = list(dict.fromkeys([*known["values"], *question["values"]]))
    return list(found.values())


def repeats_of_form(form: Form) -> list[Question]:
    """The repeats of a form, each of which has a table of its own."""
    return [question for question in questions_of_form(form) if question["type"] == "repeat"]


def table_of_answers(form: Form, submissions: QuerySet[Submission], way: Way) -> tuple[list[Column], Iterator[Row]]:
    """Columns and rows, read as they are written: one answer a row, or one turn of a repeat a row."""
    questions = questions_of_form(form)
    columns = [column for q in questions if q["repeat"] == way.repeat for column in _columns_of(q, questions, way)]
    rows: Iterator[Row] = submissions.order_by("received_at", "pk").values(*FIELDS).iterator(chunk_size=1_000)
    if way.repeat:
        rows = (
            row | {"item": item, "number": n} for row in rows for n, item in enumerate(_turns(row["answers"], way), 1)
        )
    else:
        rows = (row | {"item": row["answers"]} for row in rows)
    if way.values == "ona":
        return [*columns, *_columns_of_ona()], rows
    first = [*_columns_of_receipt(), (_("row"), lambda row: row["number"])] if way.repeat else _columns_of_receipt()
    return [*first, *columns, *([] if way.repeat else _columns_of_sending(form))], rows


def _turns(answers: dict[str, Any], way: Way) -> Iterator[dict[str, Any]]:
    if isinstance(turns := answers.get(way.repeat), list):
        yield from turns
    for path, inside in answers.items():
        if isinstance(inside, list) and way.repeat.startswith(f"{path}/"):
            for turn in inside:
                yield from _turns(turn, way)


def _columns_of(question: Question, questions: Sequence[Question], way: Way) -> Iterator[Column]:
    kind, path = question["type"], question["path"]
    if kind in ("group", "note"):
        return
    heading = path if way.values != "labels" else _heading(question, questions, way.language)
    if kind == "repeat":
        yield heading, lambda row: _as_json(row["item"].get(path))
    elif kind == "select_multiple" and way.splits:
        for value in question["values"]:
            words = value if way.values != "labels" else _choice(question, value, way.language)
            yield f"{heading}/{words}" if way.values != "labels" else f"{heading} / {words}", _chosen(path, value, way)
        if way.values == "labels":
            yield heading, _reader(question, way)
    else:
        yield heading, _reader(question, way)


def _heading(question: Question, questions: Sequence[Question], language: str) -> str:
    """The words of the groups around the question, then its own."""
    path = question["path"]
    around = [q for q in questions if q["type"] in ("group", "repeat") and path.startswith(f"{q['path']}/")]
    words = [in_words(q["labels"], language, q["languages"]) for q in around]
    return " / ".join(
        [*filter(None, words), in_words(question["labels"], language, question["languages"], question["name"])]
    )


def _choice(question: Question, value: str, language: str) -> str:
    return in_words(question["choices"].get(value, {}), language, question["languages"], value)


def _chosen(path: str, value: str, way: Way) -> Callable[[Row], Any]:
    def read(row: Row) -> Any:
        answer = row["item"].get(path)
        if way.values == "ona":
            return BLANK if answer is None else str(value in answer.split())
        return None if answer is None else int(value in answer.split())

    return read


def _reader(question: Question, way: Way) -> Callable[[Row], Any]:
    """How to read the cell of one question: typed for `codes` and `labels`, as it came for `ona`."""
    path, kind = question["path"], question["type"]
    if way.values == "ona":
        return lambda row: row["item"].get(path, BLANK)
    if way.values == "labels" and "choices" in question:
        words = {value: _choice(question, value, way.language) for value in question["values"]}
        if kind == "select_one":
            return lambda row: words.get(answer := row["item"].get(path), answer)
        mark = "، " if way.language == "ar" else "; "
        return lambda row: mark.join(words.get(value, value) for value in (row["item"].get(path) or "").split())
    if convert := _CONVERT.get(kind):
        return lambda row: convert(row["item"].get(path))
    return lambda row: row["item"].get(path)


def _integer(text: str | None) -> Any:
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


def _as_json(turns: Any) -> str | None:
    return json.dumps(turns, ensure_ascii=False) if turns else None


def _columns_of_receipt() -> list[Column]:
    return [
        (_("receipt"), lambda row: receipt_of(row["digest"])),
        (_("arrived on"), lambda row: row["received_at"].date()),
    ]


def _columns_of_sending(form: Form) -> list[Column]:
    territories = {territory.pk: str(territory) for territory in Territory.objects.all()}
    senders = {
        user.pk: str(user) for user in User.objects.filter(submissions__form=form).select_related("person").distinct()
    }
    versions = dict(form.versions.values_list("pk", "version"))
    return [
        (_("territory"), lambda row: territories.get(row["territory_id"])),
        (_("sent by"), lambda row: senders.get(row["submitted_by_id"])),
        (_("phone"), lambda row: row["device"]),
        (_("form version"), lambda row: versions[row["version_id"]]),
        (_("identifier"), lambda row: row["instance_id"]),
    ]


def _columns_of_ona() -> list[Column]:
    return [
        ("meta/instanceID", lambda row: row["instance_id"]),
        ("_uuid", lambda row: row["instance_id"].removeprefix("uuid:")),
        ("_submission_time", lambda row: row["received_at"].isoformat(timespec="seconds")),
    ]
