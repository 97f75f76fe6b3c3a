"""How names sound: one rough spelling of both scripts, so that a name is found however it was heard."""

import re
from functools import lru_cache

from taghyir.core.text import folded

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
_ARTICLE, _ENDING_IN_HA = re.compile(r"^(ال|al|el)(?=\w{3})"), re.compile(r"(?<=\w\w)ه$")
_SILENT_E, _FIRST_VOWEL = re.compile(r"(?<=\w\w)e$"), re.compile(r"^[eio]")
_VOWELS_BUT_LAST, _INNER_VOWELS = re.compile(r"[aeio]+(?=[aeio])"), re.compile(r"(?<=.)[aeio]+(?=[^aeio])")
_DOUBLED = re.compile(r"(.)(?=\1)")


def sounded(text: str) -> str:
    """A rough common spelling of both scripts, with a space at both ends: Zaïo, Zio and زايو give ` zo `.

    Arabic leaves short vowels out, so the inner ones go; a first vowel becomes a, a last one stays, doubled consonants
    are one. A net for half-remembered names, not a transliteration.
    """
    words = [_word_sounded(word) for word in folded(text).split()]
    return f" {' '.join(words)} " if words else ""


@lru_cache(maxsize=16_384)  # a few thousand words make most of the names
def _word_sounded(word: str) -> str:
    word = _ENDING_IN_HA.sub("ا", _ARTICLE.sub("", word))
    for written, said in _DIGRAPHS:
        word = word.replace(written, said)
    word = _FIRST_VOWEL.sub("a", _SILENT_E.sub("", word.translate(_SOUNDS)))
    return _DOUBLED.sub("", _INNER_VOWELS.sub("", _VOWELS_BUT_LAST.sub("", word)))
