"""One box to tick: ticked, empty, or unsure. Unsure is never decided by the machine.

A box is judged only where its printed frame is found again, within a millimetre and a half of where it was printed.
Empty means that nothing is seen in it nor close around it; ticked, that a stroke of a pen crosses a good part of it and
the rest is clean. What is scratched out, faint, stained, a dot, or a line that only passes by is none of the two.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from taghyir.paper.finding import PX
from taghyir.paper.layout import BOX

TICKED, EMPTY, UNSURE = "ticked", "empty", "unsure"
REACH = 1.5  # millimetres a frame may have moved on the straight page
STROKE, BAND, INSET = 0.35, 0.55, 0.65
INK, TRACE = 0.45, 0.12  # how dark a stroke is, and what is more than paper
LEAST_FRAME, LEAST_SIDE = 0.30, 0.14
CLEAN_INK, CLEAN_TRACE, CLEAN_AROUND = 0.006, 0.04, 0.012  # shares of the surface
LEAST_INK, MOST_INK = 0.045, 0.50
LEAST_LONG = 0.45  # of the inner side, what a stroke crosses
Image = np.ndarray


@dataclass(frozen=True)
class BoxRead:
    """What was seen, and the share of the box that is ink."""

    state: str
    ink: float


def read_box(darkness: Image, x: float, y: float) -> BoxRead:
    """The box printed at `x`, `y` millimetres of the straight page."""
    moved = _frame_near(darkness, x, y)
    if moved is None:
        return BoxRead(UNSURE, 0.0)
    left, top = moved
    inner = _cut(darkness, left + INSET, top + INSET, BOX - 2 * INSET)
    ink = _without_specks(inner > INK)
    share, trace = float(ink.mean()), float((inner > TRACE).mean())
    if share < CLEAN_INK and trace < CLEAN_TRACE:
        is_clean = _ink_around(darkness, left, top) < CLEAN_AROUND
        return BoxRead(EMPTY if is_clean else UNSURE, share)
    is_stroke = LEAST_INK <= share <= MOST_INK and _length(ink) >= LEAST_LONG and not _is_scribbled(ink)
    is_on_clean_paper = trace <= 2.5 * share + 0.10
    return BoxRead(TICKED if is_stroke and is_on_clean_paper else UNSURE, share)


def _frame_near(darkness: Image, x: float, y: float) -> tuple[float, float] | None:
    """Where the frame really is, in millimetres; nothing when one of its sides is not seen."""
    kernel = _kernel()
    margin = (kernel.shape[0] / PX - BOX) / 2 + REACH
    around = _cut(darkness, x - margin, y - margin, BOX + 2 * margin)
    if min(around.shape) < kernel.shape[0]:
        return None
    found = cv2.matchTemplate(around.astype(np.float32), kernel, cv2.TM_CCORR)
    _low, best, _where, (column, row) = cv2.minMaxLoc(found)
    if best < LEAST_FRAME:
        return None
    seen = around[row : row + kernel.shape[0], column : column + kernel.shape[1]]
    if any(float((seen * side).sum()) < LEAST_SIDE for side in _sides()):
        return None
    return x - REACH + column / PX, y - REACH + row / PX


@cache
def _distance() -> Image:
    """For each pixel of a square around a box, how far from its frame: negative inside."""
    side = round((BOX + 2 * (BAND + STROKE)) * PX)
    centre = np.abs((np.arange(side) + 0.5) / PX - side / PX / 2)
    return np.maximum(*np.meshgrid(centre, centre)) - BOX / 2


@cache
def _kernel() -> Image:
    """What a frame looks like: as dark on its line as it is clear on both sides of it."""
    away = np.abs(_distance())
    line, beside = away <= STROKE / 2, (away > STROKE) & (away <= STROKE + BAND)
    return (line / line.sum() - beside / beside.sum()).astype(np.float32)


@cache
def _sides() -> tuple[Image, ...]:
    """The same for each side alone."""
    side = _distance().shape[0]
    down, across = np.mgrid[0:side, 0:side]
    quarters = (down < across) & (down < side - across), (down > across) & (down > side - across)
    turned = (across < down) & (across < side - down), (across > down) & (across > side - down)
    kernels = []
    for quarter in (*quarters, *turned):
        kept = _kernel() * quarter
        line, beside = kept > 0, kept < 0
        kernels.append(line / line.sum() - beside / beside.sum())
    return tuple(kernels)


def _cut(darkness: Image, x: float, y: float, side: float) -> Image:
    column, row, pixels = round(x * PX), round(y * PX), round(side * PX)
    return darkness[max(row, 0) : row + pixels, max(column, 0) : column + pixels]


def _ink_around(darkness: Image, x: float, y: float) -> float:
    """The share of ink close around the frame, where a tick that missed its box would be."""
    wide, narrow = _cut(darkness, x - 1.3, y - 1.3, BOX + 2.6) > INK, round(0.8 * PX)
    around = wide.copy()
    around[narrow:-narrow, narrow:-narrow] = False
    return float(around.sum() / (wide.size - (wide.shape[0] - 2 * narrow) ** 2))


def _without_specks(ink: Image) -> Image:
    count, labels, sizes, _centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    kept = [number for number in range(1, count) if sizes[number, cv2.CC_STAT_AREA] >= 4]
    return np.isin(labels, kept)


def _length(ink: Image) -> float:
    """The part of the inner side that the ink crosses, the longer way."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return 0.0
    return float(max(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) / ink.shape[0])


def _is_scribbled(ink: Image) -> bool:
    """Whether many strokes are crossed on the way through: a box that was scratched out."""
    across = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1) == 1
    down = np.diff(np.pad(ink, ((1, 1), (0, 0))).astype(np.int8), axis=0) == 1
    return bool(np.percentile(across.sum(axis=1), 80) >= 3 or np.percentile(down.sum(axis=0), 80) >= 3)
