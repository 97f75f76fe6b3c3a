"""What of a text is not in another, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

MOST_WORDS = 400  # beyond, words are shown and not marked one by one
Parts = list[tuple[bool, str]]
_WORD = re.compile(r"\S+\s*|\s+")


def marked(shown: str, other: str) -> Parts:
    """`shown` cut where it says what `other` does not: (whether it is only here, words)."""
    if not shown or not other:
        return [(False, shown)] if shown else []
    mine, theirs = _WORD.findall(shown), _WORD.findall(other)
    if max(len(mine), len(theirs)) > MOST_WORDS:
        return [(False, shown)]
    blocks = SequenceMatcher(None, [word.strip() for word in mine], [word.strip() for word in theirs], autojunk=False)
    same = [(one.a, one.size) for one in blocks.get_matching_blocks()]
    return list(_cut(mine, same)) if len(same) > 1 else [(False, shown)]  # nothing in common: all of it is other


def _cut(words: Sequence[str], same: Iterable[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    at = 0
    for begin, size in same:
        if begin > at:
            yield True, "".join(words[at:begin])
        if size:
            yield False, "".join(words[begin : begin + size])
        at = begin + size
