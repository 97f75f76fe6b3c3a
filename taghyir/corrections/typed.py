"""Whether a value is one its question takes, as phones write it. Rules between answers are the form's, run in the browser."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from taghyir.review.queries import is_place

LONGEST = 20_000  # characters
Question = dict[str, Any]


def fault_in(question: Question, value: str) -> str:
    """What is wrong with `value` as an answer to `question`, as a sentence; "" when nothing is."""
    kind = question["type"]
    if len(value) > LONGEST:
        return _("This answer is too long.")
    if question.get("values"):
        codes = [value] if kind == "select_one" else value.split()
        unknown = [code for code in codes if code not in question["values"]]
        return _("“%(value)s” is not one of the choices.") % {"value": unknown[0][:40]} if unknown else ""
    if kind in ("geopoint", "geotrace", "geoshape"):
        fits, sentence = is_place(kind, value), _("This is no place on the Earth.")
    elif kind in _READERS:
        fits, sentence = (
            _fits(_READERS[kind], value),
            _("“%(value)s” is no answer of its kind.") % {"value": value[:40]},
        )
    else:
        return ""
    return "" if fits else sentence


def says_the_same(question: Question, one: str, other: str) -> bool:
    """Whether two writings are one answer: 12.5 and 12.50, one moment on two clocks, the same choices in another order."""
    reader = _MEANINGS.get(question["type"])
    if one == other or reader is None:
        return one == other
    try:
        return bool(reader(one) == reader(other))
    except (ValueError, TypeError, InvalidOperation):
        return False


def _numbers(place: str) -> list[float]:
    """Latitude, longitude, height and precision; the last two are 0 when nobody said."""
    return [*map(float, place.split()), 0, 0][:4]


def _fits(reader: Callable[[str], Any], value: str) -> bool:
    try:
        return reader(value) is not None
    except ValueError:
        return False


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": lambda text: re.fullmatch(r"[+-]?\d{1,15}", text),
    "decimal": lambda text: re.fullmatch(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(E[+-]?\d{1,2})?", text),
    "date": lambda text: dt.date.fromisoformat(text[:10]),
    "time": dt.time.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "acknowledge": re.compile("OK").fullmatch,
}
_MEANINGS: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "geopoint": _numbers,
    "select_multiple": lambda text: sorted(text.split()),
}
