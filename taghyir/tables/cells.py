"""How the text of a cell is read: numbers, days, yes and no, as people of two countries write them."""

import datetime as dt
import math
import re
import unicodedata

from django.utils.translation import gettext as _

from taghyir.core.text import folded
from taghyir.tables.imports import Wrong

_YES = {"1", "yes", "oui", "si", "نعم", "true", "vrai", "x", "o", "y"}
_NO = {"0", "no", "non", "لا", "false", "faux", "n"}
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
)


def western(text: str) -> str:
    """Digits 0 to 9, whatever script they were written in."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def whole_number(text: str) -> int:
    """A count: 12, 1 200."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", western(text))
    if not re.fullmatch(r"\d{1,9}(\.0+)?", digits):
        raise Wrong(_("Write a whole number, for example 12."))
    return int(digits.partition(".")[0])


def degrees(text: str) -> float:
    """A latitude or a longitude, with a dot or a comma."""
    try:
        value = float(western(text).replace(",", "."))
    except ValueError as error:
        raise Wrong(_("Write degrees, for example 34.9416.")) from error
    if not math.isfinite(value) or abs(value) > 180:
        raise Wrong(_("Write degrees, for example 34.9416."))
    return value


def day(text: str) -> dt.date:
    """A full date: 2013-05-31, 31/05/2013."""
    written = western(text).partition("T")[0].strip()
    match = next((match for pattern in _DAYS if (match := pattern.fullmatch(written))), None)
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise Wrong(_("Write a full date, for example 31/05/2013.")) from error


def yes_or_no(text: str) -> bool:
    """Yes or no, in a word of four languages."""
    word = folded(text)
    if word not in _YES | _NO:
        raise Wrong(_("Write yes or no."))
    return word in _YES
