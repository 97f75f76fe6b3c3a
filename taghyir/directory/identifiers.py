"""The numbers of two administrations: one canonical form each, and what can be checked of them.

ICE: 15 digits, the whole modulo 97 is 0 (python-stdnum). Tunisian number (matricule fiscal, unique number of the RNE):
7 digits and a key letter, perhaps followed by VAT code, category and establishment. The key was found on published
numbers and is in no official text: a wrong one is a warning.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError
from stdnum.ma import ice

from taghyir.core.actions import Refused
from taghyir.directory.models import Identifier

Type = Identifier.Type
KEY_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"  # 23 letters: no I, O, U
_TUNISIAN = re.compile(
    r"(?P<digits>\d{1,7})(?P<key>[A-HJ-NP-TV-Z])(?P<rest>(?P<vat>[ABDNP])(?P<category>[CEMNP])\d{3})?"
)
_COUNTRIES = {
    Type.ICE: "MA",
    Type.MA_IF: "MA",
    Type.RC: "MA",
    Type.COOP_REGISTER: "MA",
    Type.CNSS: "MA",
    Type.TN_MF: "TN",
}
TYPES_OF = {country: [type for type in Type if _COUNTRIES.get(type, country) == country] for country in ("MA", "TN")}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its canonical form, with what looks wrong about it."""

    value: str
    warning: str = ""


def checked(type: str, country: str, typed: str, authority: str = "") -> Number:
    """`typed` in its canonical form. Refused, with a sentence and an example, when it cannot be such a number."""
    if _COUNTRIES.get(Type(type), country) != country:
        raise _wrong(_("This kind of number is not given in this country."), field="type")
    if type in (Type.RC, Type.COOP_REGISTER) and not authority.strip():
        raise _wrong(_("Say which court keeps this register: the number alone says nothing."), field="authority")
    compact = canonical(typed)
    if not compact:
        raise _wrong(_("Write the number."))
    if len(compact) > 40:
        raise _wrong(_("This is too long for a number."))
    return _CHECKS.get(type, Number)(compact)


def canonical(typed: str) -> str:
    """Capital letters and Western digits; no space, dot, dash or stroke."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in typed)
    return re.sub(r"[\W_]", "", plain).upper()


def tunisian_key(digits: str) -> str:
    """The key letter of a Tunisian number: its 7 digits weighed 7 to 1, modulo 23."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits.zfill(7), range(7, 0, -1), strict=True))
    return KEY_LETTERS[weighed % 23]


def _ice(compact: str) -> Number:
    number = (
        compact.zfill(15) if compact.isdigit() and 11 < len(compact) < 15 else compact
    )  # spreadsheets eat the zeros
    try:
        return Number(ice.validate(number))
    except ValidationError as error:
        raise _wrong(_("An ICE has 15 digits, for example 001561191000066. Look at this one again.")) from error


def _tunisian(compact: str) -> Number:
    match = _TUNISIAN.fullmatch(compact)
    if not match or (match["rest"] and match["rest"][2:] != "000" and match["category"] != "E"):
        raise _wrong(_("This number has 7 digits and a letter, for example 1496298T, or 1496298T/P/N/000."))
    digits = match["digits"].zfill(7)
    key = tunisian_key(digits)
    warning = _("The letter should be %(key)s. Look at the paper again.") % {"key": key} if key != match["key"] else ""
    return Number(digits + match["key"] + (match["rest"] or ""), warning)


def _digits(least: int, most: int, sentence: Any) -> Callable[[str], Number]:
    def check(compact: str) -> Number:
        if not compact.isdigit() or not least <= len(compact) <= most:
            raise _wrong(str(sentence))
        return Number(compact)

    return check


def _wrong(sentence: str, field: str = "value") -> Refused:
    return Refused(sentence, code="identifier", field=field)


_CHECKS: dict[str, Callable[[str], Number]] = {
    Type.ICE: _ice,
    Type.TN_MF: _tunisian,
    Type.MA_IF: _digits(7, 8, gettext_lazy("A tax identifier has 7 or 8 digits.")),
    Type.RC: _digits(1, 8, gettext_lazy("The number of the trade register has digits only, 8 at most.")),
    Type.COOP_REGISTER: _digits(
        1, 10, gettext_lazy("The number of the register has digits only, for example 1234/2021.")
    ),
    Type.CNSS: _digits(7, 7, gettext_lazy("The CNSS number of an employer has 7 digits.")),
}
