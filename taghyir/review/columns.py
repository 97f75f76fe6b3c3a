"""The answers of a form as tables: groups flattened, several choices split, each repeat a table of its own, linked by keys.

Three ways to write: `labels` (words, in the reader's language), `codes` (names and values of the sheet), and `ona`, the
headings and values that Ona and KoboToolbox users feed their own tools with. Keys are those of ODK: KEY, PARENT_KEY.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext as _

from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.review.attached import with_attached_by_version
from taghyir.review.cells import Question, Row, Way, as_json, chosen, reader, words_of_choice
from taghyir.review.models import Correction, State
from taghyir.surveys.models import Form, FormVersion, Submission, receipt_of
from taghyir.surveys.queries import question_label, questions_with_all_names, words_of_group
from taghyir.tables.listing import Column

WAYS = ("labels", "codes", "ona")
FIELDS = (
    "answers", "digest", "instance_id", "arrived", "territory_id", "submitted_by_id", "version_id", "device",
    "review__state", "corrected",
)  # fmt: skip
PLACES = ("geopoint", "geotrace", "geoshape")


@dataclass(frozen=True)
class Table:
    """The answers (`repeat` is then ""), or the turns of one repeat."""

    name: str
    repeat: str
    columns: list[Column]


def questions_of_form(form: Form) -> list[Question]:
    """Every question any version asked: those of the current one first, in its order; the choices of all versions.

    `is_open`: its choices stand in a file sent by hand or in answers given before, so that nobody knows them all.
    """
    versions: list[FormVersion] = sorted(form.versions.all(), key=lambda v: (v.pk != form.current_id, -v.pk))
    found: dict[str, Question] = {}
    for version in versions:
        for question in version.questions:
            more = {"languages": version.languages, "is_open": not question.get("values")}
            known = found.setdefault(question["path"], question | more)
            if known is not question and "choices" in known and "choices" in question:
                known["choices"] = question["choices"] | known["choices"]
                known["values"] = list(dict.fromkeys([*known["values"], *question["values"]]))
                known["is_open"] |= more["is_open"]
    return list(found.values())


def repeats_of_form(form: Form) -> list[Question]:
    """The repeats of a form, each of which has a table of its own."""
    return [question for question in questions_of_form(form) if question["type"] == "repeat"]


def places_of_form(form: Form) -> list[Question]:
    """The questions whose answer is a point, a line or a shape."""
    return [question for question in questions_of_form(form) if question["type"] in PLACES]


def tables_of_form(form: Form, way: Way, *, linked: bool) -> list[Table]:
    """The table of the answers, then one for each repeat. Without `linked`, each stands alone: repeats are JSON in the first, and
    the others bear receipt, day and number.
    """
    questions = questions_of_form(form)
    if way.values == "labels":
        questions = with_attached_by_version(questions_with_all_names(questions, form.submissions.all()), form)
    repeats = [question for question in questions if question["type"] == "repeat"]
    tables = [Table(_("answers"), "", _columns_of_answers(form, questions, way, linked))]
    return tables + [
        Table(_short(q["path"]), q["path"], _columns_of_repeat(q, questions, way, linked)) for q in repeats
    ]


def rows_of(submissions: QuerySet[Submission], *, with_moments: bool = False) -> Iterator[Row]:
    """One row an answer, the first received first, read as they are written; `with_moments`, `moment_of` can be asked."""
    found = submissions.annotate(
        corrected=Exists(Correction.objects.filter(submission=OuterRef("pk"))), arrived=TruncDate("received_at")
    )
    if with_moments:
        found = found.annotate(moment=Cast("received_at", TextField()))
    fields = (*FIELDS, "moment") if with_moments else FIELDS
    rows: Iterator[Row] = found.order_by("received_at", "pk").values(*fields).iterator(chunk_size=1_000)
    for row in rows:
        row["item"], row["receipt"] = row["answers"], receipt_of(row["digest"])
        yield row


def turns_of(row: Row) -> Iterator[Row]:
    """Each turn of each repeat of an answer: its `repeat`, `item`, `number` and keys, and the receipt of the answer."""
    instance_id, receipt, arrived = row["instance_id"], row.get("receipt"), row.get("arrived")
    version = row.get("version_id")
    for repeat, item, parent, key, number in _turns(row["answers"], "", instance_id):
        yield {
            "repeat": repeat,
            "item": item,
            "parent_key": parent,
            "key": key,
            "number": number,
            "instance_id": instance_id,
            "receipt": receipt,
            "arrived": arrived,
            "version_id": version,
        }


def _turns(answers: dict[str, Any], around: str, key: str) -> Iterator[tuple[str, dict[str, Any], str, str, int]]:
    for path, inside in answers.items():
        if type(inside) is list:
            below = path.removeprefix(f"{around}/")
            for number, turn in enumerate(inside, 1):
                own = f"{key}/{below}[{number}]"
                yield path, turn, key, own, number
                yield from _turns(turn, path, own)


def _short(path: str) -> str:
    return path.replace("/", "-")


def _columns_of_answers(form: Form, questions: list[Question], way: Way, linked: bool) -> list[Column]:
    asked = [q for q in questions if not q["repeat"] and not (linked and q["type"] == "repeat")]
    columns = [column for q in asked for column in _columns_of(q, questions, way)]
    if way.values == "ona":
        return [*columns, *_columns_of_ona()]
    return [*_columns_of_receipt(), *columns, *_columns_of_sending(form)]


def _columns_of_repeat(repeat: Question, questions: list[Question], way: Way, linked: bool) -> list[Column]:
    columns = [
        column
        for q in questions
        if q["repeat"] == repeat["path"] and q["type"] != "repeat"
        for column in _columns_of(q, questions, way)
    ]
    keys: list[Column] = [("PARENT_KEY", itemgetter("parent_key")), ("KEY", itemgetter("key"))]
    alone: list[Column] = [] if linked else [*_columns_of_receipt(), (_("row"), itemgetter("number"))]
    return [*alone, *columns, *keys]


def _columns_of(question: Question, questions: Sequence[Question], way: Way) -> Iterator[Column]:
    kind, path = question["type"], question["path"]
    if kind in ("group", "note"):
        return
    heading = path if way.values != "labels" else _heading(question, questions, way.language)
    if kind == "repeat":
        yield heading, lambda row: as_json(row["item"].get(path))
    elif kind == "select_multiple" and way.splits and "list" not in question:
        for value in question["values"]:
            words = value if way.values != "labels" else words_of_choice(question, value, way.language)
            yield f"{heading}/{words}" if way.values != "labels" else f"{heading} / {words}", chosen(path, value, way)
        if way.values == "labels" or question["is_open"]:
            yield heading, reader(question, way)
    else:
        yield heading, reader(question, way)


def _heading(question: Question, questions: Sequence[Question], language: str) -> str:
    """The words of the groups around the question, then its own."""
    path = question["path"]
    around = [q for q in questions if q["type"] in ("group", "repeat") and path.startswith(f"{q['path']}/")]
    words = [words_of_group(q, language, q["languages"]) for q in around]
    return " / ".join([*filter(None, words), question_label(question, language, question["languages"])])


def moment_of(row: Row) -> str:
    """When an answer came, to the second, as ISO 8601 writes it."""
    return dt.datetime.fromisoformat(row["moment"]).isoformat(timespec="seconds")


def _columns_of_receipt() -> list[Column]:
    return [
        (_("receipt"), itemgetter("receipt")),
        (_("arrived on"), itemgetter("arrived")),
    ]


def _columns_of_sending(form: Form) -> list[Column]:
    territories = {territory.pk: str(territory) for territory in Territory.objects.all()}
    sent_by = form.submissions.order_by().values("submitted_by_id")
    senders = {user.pk: str(user) for user in User.objects.filter(pk__in=sent_by).select_related("person")}
    versions = dict(form.versions.values_list("pk", "version"))
    states = {value: str(words) for value, words in State.choices}
    return [
        (_("territory"), lambda row: territories.get(row["territory_id"])),
        (_("sent by"), lambda row: senders.get(row["submitted_by_id"])),
        (_("phone"), itemgetter("device")),
        (_("form version"), lambda row: versions[row["version_id"]]),
        (_("state"), lambda row: states[row["review__state"] or State.RECEIVED]),
        (_("corrected"), lambda row: int(row["corrected"])),
        ("KEY", itemgetter("instance_id")),
    ]


def _columns_of_ona() -> list[Column]:
    return [
        ("meta/instanceID", lambda row: row["instance_id"]),
        ("_uuid", lambda row: row["instance_id"].removeprefix("uuid:")),
        ("_submission_time", lambda row: moment_of(row)),
    ]
