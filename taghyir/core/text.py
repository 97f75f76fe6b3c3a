"""Latin and Arabic text: folded, so that a name is found however it is written; listed, as each language writes."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import pgettext

_SHORT = 120  # characters of a name
_WORDS = re.compile(r"[^\W_]+")

_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ı": "i", "’": "'", "ʿ": "", "ʾ": ""})
_ARABIC = str.maketrans(
    dict.fromkeys("أإآٱ", "ا") | dict.fromkeys("ـء", "") | dict(zip("ىئؤةڭپڤ", "ييوهكبف", strict=True))
)


def folded(text: str) -> str:
    """Lower case, no accents, no diacritics nor tatweel, one form of alef, ya, ta marbuta; words parted by one space."""
    return _folded_once(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(_WORDS.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LATIN)
    bare = unicodedata.normalize("NFKC", "".join(c for c in decomposed if not unicodedata.combining(c)))
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in bare)
    return " ".join(_WORDS.findall(digits.translate(_ARABIC)))


_folded_once = lru_cache(maxsize=8_192)(_fold)  # names come again and again


def listed(names: Iterable[object]) -> str:
    """Names one after the other, parted by the comma of the language of the page."""
    return pgettext("between two names", ", ").join(str(name) for name in names)
