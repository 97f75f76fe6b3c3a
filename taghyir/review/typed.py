"""One answer as a person types it in a correction, read by the type of its question, and written as phones write it."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from taghyir.review.places import geometry_of
from taghyir.tables.cells import western
from taghyir.tables.imports import Wrong

LONGEST = 20_000  # characters
NOT_TYPED = ("group", "repeat", "note", "hidden", "image", "audio", "video", "file", "reserved")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Question = dict[str, Any]


def typed_questions(questions: list[Question], repeat: str) -> list[Question]:
    """Those of one level whose answer can be typed; photos and recordings stay as they came."""
    return [q for q in questions if q["repeat"] == repeat and q["type"] not in NOT_TYPED]


def written(question: Question, text: str) -> str:
    """`text` as the answer is kept; "" when it is blank. Raises Wrong, with the sentence, when it is no answer to it."""
    kind = question["type"]
    plain = _UNWRITABLE.sub("", text.replace("\r\n", "\n"))[:LONGEST]
    if not plain.strip():
        return ""
    if kind == "text":
        return plain
    if "choices" in question:
        return _chosen(question, plain.split() if kind != "select_one" else [plain.strip()])
    reader = _READERS.get(kind)
    return reader(plain.strip()) if reader else plain.strip()


def _chosen(question: Question, values: list[str]) -> str:
    if unknown := [value for value in values if value not in question["values"]]:
        raise Wrong(_("“%(value)s” is not one of the choices.") % {"value": unknown[0][:40]})
    return " ".join(dict.fromkeys(values))


def _integer(text: str) -> str:
    digits = re.sub(r"[\s\u00a0\u202f]", "", western(text))
    if not re.fullmatch(r"[+-]?\d{1,15}", digits):
        raise Wrong(_("Write a whole number, for example 12."))
    return str(int(digits))


def _decimal(text: str) -> str:
    try:
        number = Decimal(re.sub(r"[\s\u00a0\u202f]", "", western(text)).replace(",", "."))
    except InvalidOperation as error:
        raise Wrong(_("Write a number, for example 12.5.")) from error
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise Wrong(_("Write a number, for example 12.5."))
    return f"{number:f}"


def _date(text: str) -> str:
    try:
        dt.date.fromisoformat(western(text)[:10])
    except ValueError as error:
        raise Wrong(_("Write a day, for example 2026-05-31.")) from error
    return western(text)


def _time(text: str) -> str:
    try:
        dt.time.fromisoformat(western(text))
    except ValueError as error:
        raise Wrong(_("Write an hour, for example 14:30.")) from error
    return western(text)


def _moment(text: str) -> str:
    try:
        dt.datetime.fromisoformat(western(text))
    except ValueError as error:
        raise Wrong(_("Write a day and an hour, for example 2026-05-31T14:30.")) from error
    return western(text)


def _place(kind: str) -> Any:
    def read(text: str) -> str:
        if geometry_of(kind, western(text)) is None:
            raise Wrong(_("Write latitude and longitude in degrees, for example 34.9416 -2.7333; part points by “;”."))
        return western(text)

    return read


def _agreed(text: str) -> str:
    if text != "OK":
        raise Wrong(_("“%(value)s” is not one of the choices.") % {"value": text[:40]})
    return text


_READERS = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "datetime": _moment,
    "acknowledge": _agreed,
    **{kind: _place(kind) for kind in ("geopoint", "geotrace", "geoshape")},
}
