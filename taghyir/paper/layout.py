"""Where each thing of a sheet stands, in millimetres: computed once, drawn by typst at these places, read at these places.

A layout is plain JSON and is kept with the printed batch, so that reading uses what was printed, whatever version is
current: `{"pages": [[mark, …], …], "fields": [field, …]}`. Marks are drawn: `["text", x, y, width, style, words]`,
`["box", x, y, width, height]`, `["rule", x, y, width]`, `["digits", x, y, width, count, caption]`. A field is a question
that is answered: `key`, `path`, `repeat`, `turn`, `kind`, `label`, `is_required`, `only_if`, `choices` [[value, words]],
`boxes` [[value, page, x, y]], `crops` [[page, x, y, width, height]]: where ink is looked for, and `views`: what of each crop
is shown to people.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from taghyir.paper.asked import TICKED, Asked, Questions
from taghyir.paper.codes import MOST_PAGES, PAGE

BOX = 5.0  # side of a box to tick
BESIDE = 2.5  # from a box to its words
START, WIDTH, TOP, BOTTOM = 18.0, 174.0, 24.0, 272.0
ROW = 7.6  # from a box to the one below
DIGIT = (6.0, 8.0)
TICKS = ("select_one", "select_multiple", "acknowledge")
DIGITS: dict[str, tuple[tuple[int, Any], ...]] = {  # how many boxes, and what is written below them
    "integer": ((8, ""),),
    "decimal": ((10, ""),),
    "digits": ((14, ""),),  # of a phone, with 00 and the country
    "date": (
        (2, pgettext_lazy("on paper", "day")),
        (2, pgettext_lazy("on paper", "month")),
        (4, pgettext_lazy("on paper", "year")),
    ),
    "time": ((2, pgettext_lazy("on paper", "hour")), (2, pgettext_lazy("on paper", "minutes"))),
}
Piece = tuple[str, float, str]  # words, the width they are given (0: as wide as they are), style
Measure = Callable[[list[Piece]], list[tuple[float, float]]]  # width and height of each piece


class TooLong(ValueError):
    """A question is taller than a page, or there are too many pages."""


def layout_of(questions: Questions, title: str, measure: Measure, *, mirrored: bool) -> dict[str, Any]:
    """The layout of one sheet; `mirrored` when it is read from right to left."""
    sheet = _Sheet(measure, questions, title)
    sheet.write(title, "title", after=2)
    for asked in questions.asked:
        sheet.ask(asked)
    if questions.left_out:
        sheet.gap(3)
        sheet.write(_("What paper cannot hold: fill it on a screen, if you can."), "label")
        sheet.write(" · ".join(questions.left_out), "hint")
    if len(sheet.pages) > MOST_PAGES:
        raise TooLong
    laid = {"pages": sheet.pages, "fields": sheet.fields, "mirrored": mirrored}
    return _mirrored(laid) if mirrored else laid


@dataclass
class _Sheet:
    measure: Measure
    questions: Questions
    title: str
    pages: list[list[Any]] = field(default_factory=lambda: [[]])
    fields: list[dict[str, Any]] = field(default_factory=list)
    y: float = TOP

    def __post_init__(self):
        pieces = [piece for asked in self.questions.asked for piece in _pieces_of(asked)]
        pieces += [(self.title, WIDTH, "title"), (" · ".join(self.questions.left_out), WIDTH, "hint")]
        pieces += [(_("What paper cannot hold: fill it on a screen, if you can."), WIDTH, "label")]
        pieces = list(dict.fromkeys(pieces))
        self.sizes = dict(zip(pieces, self.measure(pieces), strict=True))

    @property
    def page(self) -> int:
        return len(self.pages)

    def draw(self, *mark: Any) -> None:
        self.pages[-1].append([mark[0], *(round(one, 2) if isinstance(one, float) else one for one in mark[1:])])

    def gap(self, height: float) -> None:
        self.y += height

    def need(self, height: float) -> None:
        """Go on to the next page unless `height` is left on this one."""
        if height > BOTTOM - TOP:
            raise TooLong
        if self.y + height > BOTTOM:
            self.pages.append([])
            self.y = TOP

    def write(self, words: str, style: str, *, after: float = 0.6, kept_with: float = 0.0) -> None:
        height = self.sizes[words, WIDTH, style][1]
        self.need(height + kept_with)
        self.draw("text", START, self.y, WIDTH, style, words)
        self.y += height + after

    def ask(self, asked: Asked) -> None:
        if asked.kind in ("group", "block", "note"):
            self._say(asked)
            return
        head = sum(self.sizes[piece][1] + 1 for piece in _head_of(asked)) + 1
        columns = self._columns(asked) if _is_ticked(asked) else 1
        body = 2 * ROW if _is_ticked(asked) else _height_written(asked)
        self.gap(3)
        self.need(head + body)
        for words, _width, style in _head_of(asked):
            self.write(words, style)
        self.gap(1)
        laid = self._tick(asked, columns) if _is_ticked(asked) else self._written(asked)
        self.fields.append(_field_of(asked) | laid)

    def _say(self, asked: Asked) -> None:
        style = {"group": "section", "block": "label", "note": "note"}[asked.kind]
        self.gap(2 if asked.kind == "note" else 4)
        for place, (words, _width, piece_style) in enumerate(_head_of(asked)):
            self.write(words, style if not place else piece_style, kept_with=0.0 if asked.kind == "note" else 25.0)

    def _columns(self, asked: Asked) -> int:
        widest = max((self.sizes[words, 0, "choice"][0] for _value, words in _ticks_of(asked)), default=0)
        return next((n for n in (3, 2) if widest <= _room(n) and len(asked.choices) >= n), 1)

    def _tick(self, asked: Asked, columns: int) -> dict[str, Any]:
        boxes: list[list[Any]] = []
        crops: list[list[Any]] = []
        ticks, width = _ticks_of(asked), WIDTH / columns
        for row in range(0, len(ticks), columns):
            here = ticks[row : row + columns]
            room = _room(columns)
            height = max(ROW, *(self.sizes[words, room, "choice"][1] + 3.0 for _value, words in here))
            self.need(height)
            for place, (value, words) in enumerate(here):
                x = START + place * width
                self.draw("box", x, self.y, BOX, BOX)
                self.draw("text", x + BOX + BESIDE, self.y + 0.3, room, "choice", words)
                boxes.append([value, self.page, round(x, 2), round(self.y, 2)])
            if not crops or crops[-1][0] != self.page:
                crops.append([self.page, START - 4, round(self.y - 3, 2), WIDTH + 8, 3.0])
            self.y += height
            crops[-1][4] = round(self.y - crops[-1][2] + 1, 2)
        used = max(self.sizes[words, 0, "choice"][0] for _value, words in ticks)
        shown = min(width * (min(columns, len(ticks)) - 1) + BOX + BESIDE + used, WIDTH) + 8
        return {"boxes": boxes, "crops": crops, "views": [_shown(crop, shown) for crop in crops]}

    def _written(self, asked: Asked) -> dict[str, Any]:
        top, height = self.y, _height_written(asked)
        groups = DIGITS.get(asked.kind)
        if groups is None:
            self.draw("box", START, top, WIDTH, height)
            for line in range(1, round(height / 9)):
                self.draw("rule", START + 2, top + 9.0 * line, WIDTH - 4)
        else:
            self._digits(groups, top)
        self.y += height
        crop = [self.page, START - 4, round(top - 2, 2), WIDTH + 8, height + 4]
        used = sum(DIGIT[0] * count + 5 for count, _caption in groups) + 12 if groups else WIDTH + 8
        return {"boxes": [], "crops": [crop], "views": [_shown(crop, used)]}

    def _digits(self, groups: tuple[tuple[int, Any], ...], top: float) -> None:
        """Boxes for digits; in each group they go from left to right in every language, as numbers do."""
        x = START
        for count, caption in groups:
            self.draw("digits", x, top, DIGIT[0] * count, count, str(caption))
            x += DIGIT[0] * count + 5


def _shown(crop: list[Any], width: float) -> list[Any]:
    """The part of a crop that is worth showing: nothing of the question above, and no empty paper beside."""
    page, x, y, _width, height = crop
    return [page, x, round(y + 1, 2), round(width, 2), round(height - 1, 2)]


def _is_ticked(asked: Asked) -> bool:
    return asked.kind in TICKS and len(asked.choices) <= TICKED


def _ticks_of(asked: Asked) -> list[tuple[str, str]]:
    return [("OK", _("yes"))] if asked.kind == "acknowledge" else asked.choices


def _height_written(asked: Asked) -> float:
    if asked.kind in DIGITS:
        return DIGIT[1] + (4.0 if DIGITS[asked.kind][0][1] else 0.0)
    return 27.0 if asked.is_long else 10.0


def _head_of(asked: Asked) -> list[Piece]:
    """What is written above the answer: the question, how to answer, when not to."""
    star = " *" if asked.is_required else ""
    several = _("Several boxes may be ticked.") if asked.kind == "select_multiple" else ""
    hint = " ".join(filter(None, (asked.hint, several)))
    style = {"group": "section", "note": "note"}.get(asked.kind, "label")
    said: list[Piece] = [(asked.label + star, WIDTH, style), (hint, WIDTH, "hint"), (asked.only_if, WIDTH, "only")]
    return [piece for piece in said if piece[0]]


def _pieces_of(asked: Asked) -> list[Piece]:
    pieces = _head_of(asked)
    if _is_ticked(asked):
        for _value, words in _ticks_of(asked):
            pieces.append((words, 0, "choice"))
            pieces += [(words, _room(columns), "choice") for columns in (1, 2, 3)]
    return pieces


def _room(columns: int) -> float:
    """The width of the words of a choice."""
    return WIDTH / columns - BOX - BESIDE - 4


def _field_of(asked: Asked) -> dict[str, Any]:
    return {
        "key": asked.key,
        "path": asked.path,
        "repeat": asked.repeat,
        "turn": asked.turn,
        "kind": asked.kind,
        "label": asked.label,
        "is_required": asked.is_required and not asked.is_conditional and not asked.turn,
        "only_if": asked.only_if,
        "choices": [list(choice) for choice in (_ticks_of(asked) if asked.kind in TICKS else [])],
    }


def _mirrored(laid: dict[str, Any]) -> dict[str, Any]:
    """The same, seen in a mirror: what began at the left begins at the right."""
    for marks in laid["pages"]:
        for mark in marks:
            mark[1] = _other_side(mark[1], mark[3])
    for one in laid["fields"]:
        for box in one["boxes"]:
            box[2] = _other_side(box[2], BOX)
        for crop in (*one["crops"], *one["views"]):
            crop[1] = _other_side(crop[1], crop[3])
    return laid


def _other_side(x: float, width: float) -> float:
    return round(PAGE[0] - x - width, 2)
