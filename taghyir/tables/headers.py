"""Where the headings of a table stand: below its title, on one line or on two, the first of which heads groups of columns."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest
from statistics import median_high

from taghyir.core.text import folded

LOOKED_AT = 25  # the first filled lines, among which the headings are looked for
BETWEEN = " / "  # what stands between the heading of a group and that of a column: "Adresse / ville"
_VALUE = re.compile(r"[\d+(-]|.*@|https?:|.{60}", re.S)
Line = Sequence[str]


def found_header(lines: Sequence[Line], known: Collection[str] = ()) -> tuple[int, int]:
    """At which of the first filled lines the headings begin, and on how many lines they stand: 1 or 2.

    `known` are folded names of columns: a line that bears two of them is preferred to its title above.
    """
    lines = lines[:LOOKED_AT]
    at = _likeliest(lines, known)
    if at and _is_second(lines[at - 1], lines[at], known):
        return at - 1, 2
    return at, 2 if at + 1 < len(lines) and _is_second(lines[at], lines[at + 1], known) else 1


def joined(first: Line, second: Line) -> list[str]:
    """One heading of two: that of the group, which holds for the blank cells at its side, and that of the column."""
    headings, group = [], ""
    for above, below in zip_longest(first, second, fillvalue=""):
        group = above or (group if below else "")
        apart = [group, below] if group and below and below != group else [group or below]
        headings.append(BETWEEN.join(apart))
    return headings


def names_by_likelihood(headings: Sequence[str]) -> list[tuple[str, str]]:
    """Each heading with what it may be known by, the surest of all first: the whole; the part of its column; that of its group.

    The name of a group says what a column is only where it heads one: then it is the same heading in another language.
    """
    parts = {heading: heading.split(BETWEEN) for heading in headings if BETWEEN in heading}
    heads = Counter(first for first, *_rest in parts.values())
    last = [(heading, rest[-1]) for heading, (_first, *rest) in parts.items()]
    first = [(heading, first) for heading, (first, *_rest) in parts.items() if heads[first] == 1]
    return [*((heading, heading) for heading in headings), *last, *first]


def _likeliest(lines: Sequence[Line], known: Collection[str]) -> int:
    if not lines:
        return 0
    scores = [_score(line, known) for line in lines]
    best = scores.index(max(scores))
    if scores[best] >= 2 and all(_is_narrow(line, lines[best]) for line in lines[: max(0, best - 1)]):
        above = lines[best - 1 : best]
        if not above or _is_narrow(above[0], lines[best]) or _is_second(above[0], lines[best], known):
            return best
    is_table = median_high([_width(line) for line in lines]) > 1
    titles = (at for at, line in enumerate(lines[:-1]) if not (is_table and _width(line) == 1 and not scores[at]))
    return next(titles, 0)


def _score(line: Line, known: Collection[str]) -> int:
    return len({name for cell in line if (name := folded(cell)) in known and name})


def _width(line: Line) -> int:
    """How many different things it says: a title merged over ten columns says one."""
    return len(set(filter(None, line)))


def _is_narrow(line: Line, beside: Line) -> bool:
    return _width(line) < max(2, _width(beside))


def _is_second(first: Line, second: Line, known: Collection[str]) -> bool:
    """Whether `second` goes on with the headings of `first`: below groups of columns, or in another language."""
    if not (_width(first) > 1 or _score(first, known)) or any(cell and _VALUE.match(cell) for cell in second):
        return False
    is_as_wide = _score(first, known) > 1 or _width(first) == _width(second)
    if is_as_wide and 2 * _score(second, known) >= max(4, _width(second)):
        return True
    pairs = list(zip_longest(first, second, fillvalue=""))
    grouped = _grouped(pairs)
    below = [cell for at, (_above, cell) in enumerate(pairs) if at in grouped and cell]
    beside = [pair for at, pair in enumerate(pairs) if at not in grouped]
    return len(below) > 1 and all(not above or cell in ("", above) for above, cell in beside)


def _grouped(pairs: Iterable[tuple[str, str]]) -> set[int]:
    """The columns that stand below the heading of a group: it is repeated, or blank where something stands below."""
    pairs, found = list(pairs), set()
    for at in range(1, len(pairs)):
        (before, _cell), (above, below) = pairs[at - 1], pairs[at]
        if below and (above == before != "" or (not above and (before or at - 1 in found))):
            found |= {at - 1, at}
    return found
