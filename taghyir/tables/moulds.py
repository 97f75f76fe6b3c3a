"""Templates rendered once and filled for each row: what a long list repeats costs a join of texts, not a rendering.

The template stays the only place where the markup is written.
"""

import re
from collections.abc import Iterable
from html import escape
from operator import attrgetter, itemgetter
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MARK = "\ue000{}\ue001"
_BETWEEN = "\0"  # PostgreSQL holds none
_MARKS = re.compile("\ue000(\\d+)\ue001")


class Mould:
    """`Mould("directory/line.html", "line", texts=("name", …), flags=("is_public", …))`.

    A text of a row is written as it is, escaped, wherever the template shows it; the template may ask whether it is empty, and
    what a flag is, and nothing else: it is rendered once for each such shape and language.
    """

    def __init__(self, template: str, name: str, *, texts: tuple[str, ...], flags: tuple[str, ...] = ()):
        self.template, self.name, self.texts, self.flags = template, name, texts, flags
        self._read = attrgetter(*texts, *flags)
        self._shapes: dict[Any, tuple[str, Any]] = {}

    def filled(self, rows: Iterable[Any]) -> SafeString:
        """The rows one after the other."""
        language, written, count = get_language(), [], len(self.texts)
        for row in rows:
            values = self._read(row)
            shape = (language, *map(bool, values[:count]), *values[count:])
            if shape not in self._shapes:
                self._shapes[shape] = self._cast(values)
            pattern, in_order = self._shapes[shape]
            texts = escape(_BETWEEN.join(map(str, values[:count]))).split(_BETWEEN)  # once for all of them
            written.append(pattern % in_order(texts))
        return SafeString("".join(written))

    def _cast(self, values: tuple[Any, ...]) -> tuple[str, Any]:
        """The template for one shape, as a pattern and the way to put the texts of a row in its order."""
        stand_ins = {
            name: SafeString(_MARK.format(at)) if value else ""
            for at, (name, value) in enumerate(zip(self.texts, values, strict=False))
        }
        row = stand_ins | dict(zip(self.flags, values[len(self.texts) :], strict=True))
        html = render_to_string(self.template, {self.name: row}).replace("%", "%%")
        order = [int(at) for at in _MARKS.findall(html)]
        return _MARKS.sub("%s", html), itemgetter(*order)
