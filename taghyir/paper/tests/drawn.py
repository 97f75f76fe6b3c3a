"""Sheets as people bring them back, drawn: filled with a pen, then photographed badly. All from one seed."""

import io
import random
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from taghyir.paper.codes import PAGE

DRAWN = 10  # pixels to a millimetre: 254 dpi
PENS = ((25, 25, 30), (30, 45, 120), (20, 30, 90), (70, 70, 75))  # black, two blues, a soft pencil


@dataclass
class Filled:
    """A filled page, and what was meant: for each (key, value), ticked, empty or cancelled."""

    picture: Image.Image
    meant: dict[tuple[str, str], str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF as a printer would put them on paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DRAWN * 25.4 / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def filled(blank: Image.Image, laid: dict[str, Any], page: int, luck: random.Random) -> Filled:
    """The page filled by somebody: one box or several ticked, some scratched out, words written."""
    made = Filled(blank.copy())
    pen = Pen(ImageDraw.Draw(made.picture), luck)
    for one in laid["fields"]:
        boxes = [(value, x, y) for value, on, x, y in one["boxes"] if on == page]
        several = one["kind"] == "select_multiple"
        chosen = luck.sample(boxes, min(len(boxes), luck.randint(0, 3) if several else luck.choice((1, 1, 1, 0))))
        for value, x, y in boxes:
            state = "empty"
            if (value, x, y) in chosen:
                pen.tick(x, y)
                state = "ticked"
                if luck.random() < 0.06:
                    pen.scratch_out(x, y)
                    state = "cancelled"
            made.meant[one["key"], value] = state
        for crop in one["crops"]:
            if not one["boxes"] and crop[0] == page and luck.random() < 0.7:
                pen.answer(_digit_boxes(laid, crop), crop)
                made.written.add(one["key"])
    return made


def _digit_boxes(laid: dict[str, Any], crop: list[Any]) -> list[tuple[float, float]]:
    """Where the boxes for digits stand in a crop: left upper corners, from left to right."""
    page, _x, top, _width, height = crop
    marks = [mark for mark in laid["pages"][page - 1] if mark[0] == "digits" and top <= mark[2] <= top + height]
    return [(x + place * 6.0, y) for _kind, x, y, _width, count, _words in marks for place in range(count)]


class Pen:
    """A hand that is not quite steady."""

    def __init__(self, draw: ImageDraw.ImageDraw, luck: random.Random):
        self.draw, self.luck = draw, luck
        self.colour = luck.choice(PENS)
        self.width = luck.uniform(0.35, 0.75) if self.colour != PENS[-1] else luck.uniform(0.5, 0.8)

    @classmethod
    def on(cls, page: Image.Image, luck: random.Random) -> "Pen":
        return cls(ImageDraw.Draw(page), luck)

    def _line(self, points: list[tuple[float, float]]) -> None:
        shaken = [(x + self.luck.gauss(0, 0.12), y + self.luck.gauss(0, 0.12)) for x, y in points]
        pixels = [(x * DRAWN, y * DRAWN) for x, y in shaken]
        self.draw.line(pixels, fill=self.colour, width=round(self.width * DRAWN), joint="curve")

    def tick(self, x: float, y: float) -> None:
        """A tick, a cross, or a stroke that leaves the box a little."""
        out, kind = self.luck.uniform(-0.6, 1.2), self.luck.choice(("tick", "tick", "cross", "slash"))
        if kind == "tick":
            self._line([(x + 0.8, y + 2.4), (x + 2.1, y + 4.2), (x + 4.2 + out, y + 0.6 - out)])
        else:
            self._line([(x + 0.6 - out / 2, y + 0.6 - out / 2), (x + 4.3 + out / 2, y + 4.3 + out / 2)])
        if kind == "cross":
            self._line([(x + 4.3 + out / 2, y + 0.7 - out / 2), (x + 0.7 - out / 2, y + 4.3 + out / 2)])

    def scratch_out(self, x: float, y: float) -> None:
        """Taken back: to and fro over the box until little white is left."""
        rows = np.linspace(0.4, 4.6, 11)
        for _time in range(2):
            self._line([(x + (0.2 if n % 2 else 4.8), y + row) for n, row in enumerate(rows)])

    def answer(self, digits: list[tuple[float, float]], crop: list[Any]) -> None:
        """Some digits in their boxes, or words where there are none."""
        if digits:
            for x, y in digits[: self.luck.randint(1, len(digits))]:
                self.digit(x, y)
        else:
            self.write(*crop[1:])

    def digit(self, x: float, y: float) -> None:
        """Something that looks like a digit, in its box."""
        tops = [(x + self.luck.uniform(1.4, 4.6), y + height) for height in (1.4, 3.2, 5.0, 6.6)]
        self._line(tops[: self.luck.choice((3, 4, 4))])

    def write(self, x: float, y: float, width: float, height: float) -> None:
        """Something that looks like handwriting."""
        at, base = x + 8, y + height / 2
        points = [(at, base)]
        while at < x + width * self.luck.uniform(0.3, 0.9):
            at += self.luck.uniform(0.8, 1.8)
            points.append((at, base + self.luck.uniform(-1.8, 1.8)))
        self._line(points)


def photographed(page: Image.Image, luck: random.Random, *, turned: float | None = None) -> bytes:
    """A photo of the page on a table: turned, seen from aside, unevenly lit, stained, noisy; JPEG."""
    grain = np.random.default_rng(luck.randrange(2**32))
    paper = _stained(np.array(page), luck)
    if luck.random() < 0.3:  # a printer short of ink, or a photocopy of a photocopy
        paper = cv2.convertScaleAbs(paper, alpha=(fade := luck.uniform(0.55, 0.9)), beta=255 * (1 - fade))
    if luck.random() < 0.25:
        paper = _crumpled(paper, luck)
    photo = _on_table(paper, luck, _turn(luck) if turned is None else turned)
    if (blur := luck.choice((0, 0.6, 0.9, 1.2))) > 0:
        photo = cv2.GaussianBlur(photo, (0, 0), blur)
    noise = grain.standard_normal(photo.shape[:2], dtype=np.float32) * luck.uniform(1, 7)
    light = _light(photo.shape[:2], luck)
    channels = [np.clip(channel * light + noise, 0, 255).astype(np.uint8) for channel in cv2.split(photo)]
    return jpeg_of(cv2.merge(channels), luck.randint(45, 92))


def _turn(luck: random.Random) -> float:
    """By any angle, or by a quarter, a half, three quarters: a sheet brought on its side, or upside down."""
    return luck.choice((luck.uniform(0, 360), luck.choice((0, 90, 180, 270)) + luck.gauss(0, 3)))


def jpeg_of(pixels: np.ndarray, quality: int = 85) -> bytes:
    """RGB pixels as JPEG."""
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "JPEG", quality=quality)
    return written.getvalue()


def _stained(paper: np.ndarray, luck: random.Random) -> np.ndarray:
    """Coffee, oil, fingers: brown rounds with a darker rim."""
    for _each in range(luck.choice((0, 0, 1, 2, 4))):
        axes = (luck.randint(33, 350), luck.randint(33, 350))
        side = max(axes) + 60
        x, y = luck.randrange(paper.shape[1]), luck.randrange(paper.shape[0])
        tint = np.zeros((2 * side, 2 * side), np.float32)
        rim, turned = tint.copy(), luck.uniform(0, 180)
        cv2.ellipse(tint, (side, side), axes, turned, 0, 360, luck.uniform(0.1, 0.45), -1)
        cv2.ellipse(rim, (side, side), axes, turned, 0, 360, luck.uniform(0, 0.25), luck.randint(8, 25))
        veil = cv2.GaussianBlur(tint + rim, (0, 0), luck.uniform(2, 8))[..., None]
        left, top = max(0, x - side), max(0, y - side)
        part = paper[top : y + side, left : x + side]
        veil = veil[top - y + side :, left - x + side :][: part.shape[0], : part.shape[1]]
        part[:] = part * (1 - veil * np.array([0.45, 0.7, 1.0], np.float32))
    return paper


def _crumpled(paper: np.ndarray, luck: random.Random) -> np.ndarray:
    """A corner was crumpled and smoothed again, or is folded over: its marker is bent, or hidden."""
    height, width = paper.shape[:2]
    x, y = luck.choice((0, width - 1)), luck.choice((0, height - 1))
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    if luck.random() < 0.4:
        folded = np.abs(across - x) + np.abs(down - y) < luck.uniform(10, 35) * DRAWN
        paper[folded] = luck.randint(200, 245)
        return paper
    near = np.clip(1 - np.hypot(across - x, down - y) / (luck.uniform(25, 60) * DRAWN), 0, 1)
    grain = np.random.default_rng(luck.randrange(2**32))
    rough = grain.standard_normal((3, 24, 17)).astype(np.float32)
    shift, rise, shade = (cv2.resize(one, (width, height), interpolation=cv2.INTER_CUBIC) * near for one in rough)
    height_of_it = luck.uniform(0.3, 1.5) * DRAWN
    bent = cv2.remap(
        paper,
        across + shift * height_of_it,
        down + rise * height_of_it,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.clip(bent * (1 + 0.12 * shade)[..., None], 0, 255).astype(np.uint8)


def _on_table(paper: np.ndarray, luck: random.Random, turned: float) -> np.ndarray:
    """The page, turned and in perspective, on a table of one colour."""
    height, width = paper.shape[:2]
    side = luck.choice((1900, 2300, 2700))  # pixels of the longer side of the photo
    scale = side / np.hypot(*PAGE) / DRAWN * luck.uniform(0.93, 1.0)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - (width / 2, height / 2)
    angle = np.radians(turned)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    there = corners @ turn.T * scale + side / 2
    there += np.array([(luck.uniform(-0.03, 0.03) * side, luck.uniform(-0.03, 0.03) * side) for _corner in range(4)])
    moving = cv2.getPerspectiveTransform(
        (corners + (width / 2, height / 2)).astype(np.float32), there.astype(np.float32)
    )
    table = tuple(luck.uniform(30, 220) for _channel in range(3))
    return cv2.warpPerspective(
        paper,
        moving,
        (side, side),
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=table,
    )


def _light(size: tuple[int, ...], luck: random.Random) -> np.ndarray:
    """How light each pixel is: light from one side, and sometimes the shadow of a hand."""
    small = np.linspace(0, 1, 240, dtype=np.float32)
    across, down = np.meshgrid(small, small)
    slopes = luck.uniform(-0.25, 0.25), luck.uniform(-0.25, 0.25)
    light = (
        luck.choice((luck.uniform(0.6, 1.0), luck.uniform(0.6, 1.0), luck.uniform(0.3, 0.6)))
        + slopes[0] * (down - 0.5)
        + slopes[1] * (across - 0.5)
    )
    if luck.random() < 0.3:
        shadow = (down + across * luck.uniform(-1, 1) > luck.uniform(0.3, 0.9)).astype(np.float32)
        light *= 1 - cv2.GaussianBlur(shadow, (0, 0), luck.uniform(0.8, 4)) * luck.uniform(0.15, 0.4)
    return cv2.resize(np.maximum(light, 0.12).astype(np.float32), size[::-1], interpolation=cv2.INTER_LINEAR)
