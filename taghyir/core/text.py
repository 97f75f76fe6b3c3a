"""Latin and Arabic text: folded, so that a name is found however it is written; listed, as each language writes."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import pgettext

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ـ": "",
        "ء": "",
        "ڭ": "ك",
        "پ": "ب",
        "ڤ": "ف",
    }
)
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ı": "i", "’": "'", "ʿ": "", "ʾ": ""})
_SOUNDS = str.maketrans(
    dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttjhkddrzsssdtdagfkklmnhoi", strict=True))
    | {"y": "i", "w": "o", "u": "o", "q": "k", "c": "k"}
)
_DIGRAPHS = (
    ("tch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ou", "o"),
    ("v", "f"),
)


def folded(text: str) -> str:
    """Lower case, no accents, no diacritics nor tatweel, one form of alef, ya, ta marbuta; words parted by one space."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LATIN)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    bare = unicodedata.normalize("NFKC", bare).translate(_ARABIC)
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in bare)
    return " ".join(re.findall(r"[^\W_]+", digits))


def sounded(text: str) -> str:
    """A rough common spelling of both scripts, with a space at both ends: Zaïo, Zio and زايو give ` zo `.

    Arabic leaves short vowels out, so the inner ones go; a first vowel becomes a, a last one stays, doubled consonants
    are one. A net for half-remembered names, not a transliteration.
    """
    words = []
    for word in folded(text).split():
        word = re.sub(r"^(ال|al|el)(?=\w{3})", "", word)
        word = re.sub(r"(?<=\w\w)ه$", "ا", word)
        for written, said in _DIGRAPHS:
            word = word.replace(written, said)
        word = re.sub(r"(?<=\w\w)e$", "", word.translate(_SOUNDS))
        word = re.sub(r"(?<=.)[aeio]+(?=[^aeio])", "", re.sub(r"[aeio]+([aeio])", r"\1", re.sub(r"^[eio]", "a", word)))
        words.append(re.sub(r"(.)\1+", r"\1", word))
    return f" {' '.join(words)} " if words else ""


def listed(names: Iterable[object]) -> str:
    """Names one after the other, parted by the comma of the language of the page."""
    return pgettext("between two names", ", ").join(str(name) for name in names)
