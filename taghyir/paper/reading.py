"""From a straight page to answers: what is ticked, what must be decided, what is written by hand, field by field."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from taghyir.paper.boxes import EMPTY, INK, TICKED, UNSURE, read_box
from taghyir.paper.finding import PX, SIZE, FoundPage, Image
from taghyir.paper.layout import BOX, TICKS

SURE, DECIDE, TYPE = "sure", "decide", "type"
FAINT = 0.17  # how dark handwriting is at least: a pencil counts
WRITTEN = 0.5  # square millimetres of it that are no dust
TAIL = 6.0  # millimetres that a tick may leave its box
STRAY = 2.0  # square millimetres of ink where nothing is printed nor to be written
Reading = dict[str, Any]


def read_fields(found: FoundPage, laid: dict[str, Any], blank: Image) -> dict[str, Reading]:
    """What stands on this page, by the key of the field. `blank` is the page as it was printed, 8 pixels to a millimetre.

    A reading is `{"state", "values", "boxes", "why"}`: `sure` when the machine is, `decide` when a person has to say (and `why`),
    `type` when something is written by hand.
    """
    page = found.code.page
    boxes = {
        (one["key"], value): read_box(found.darkness, x, y).state
        for one in laid["fields"]
        for value, on, x, y in one["boxes"]
        if on == page
    }
    ticks = _accepted(laid, page, boxes)
    added, traces = (_added(found.darkness > least, blank, ticks) for least in (INK, FAINT))
    read: dict[str, Reading] = {}
    for one in laid["fields"]:
        crops = [crop for crop in one["crops"] if crop[0] == page]
        if not crops:
            continue
        if one["boxes"]:
            seen = {value: boxes[one["key"], value] for value, on, _x, _y in one["boxes"] if on == page}
            read[one["key"]] = _ticked(one["kind"], seen, any(_ink_in(added, crop) > STRAY for crop in crops))
        else:
            written = any(_ink_in(traces, crop) > WRITTEN for crop in crops)
            read[one["key"]] = {"state": TYPE if written else SURE, "values": [], "boxes": {}, "why": ""}
    return read


def merged(laid: dict[str, Any], pages: dict[int, dict[str, Reading]]) -> dict[str, Reading]:
    """The readings of a whole sheet; a question cut in two by the end of a page is judged as one."""
    whole: dict[str, Reading] = {}
    for one in laid["fields"]:
        parts = [pages[page][one["key"]] for page in sorted(pages) if one["key"] in pages[page]]
        if not parts:
            continue
        if len(parts) == 1:
            whole[one["key"]] = parts[0]
        else:
            seen = {value: state for part in parts for value, state in part["boxes"].items()}
            whole[one["key"]] = _ticked(one["kind"], seen, any(part["why"] == "beside" for part in parts))
    return whole


def says_the_same(before: Mapping[str, Reading], now: Mapping[str, Reading]) -> bool:
    """Whether no box that is sure on both pictures says two things."""
    for key, reading in now.items():
        for value, seen in reading["boxes"].items():
            known = before.get(key, {}).get("boxes", {}).get(value, seen)
            if "unsure" not in (seen, known) and seen != known:
                return False
    return True


def _ticked(kind: str, seen: dict[str, str], is_beside: bool) -> Reading:
    values = [value for value, state in seen.items() if state == TICKED]
    why = "unsure" if UNSURE in seen.values() else "beside" if is_beside else ""
    if not why and kind == "select_one" and len(values) > 1:
        why = "several"
    return {"state": DECIDE if why else SURE, "values": values, "boxes": seen, "why": why}


def _accepted(laid: dict[str, Any], page: int, boxes: dict[tuple[str, str], str]) -> list[tuple[float, float]]:
    """Where ticks stand: what hangs together with them is theirs, even outside of the frame."""
    return [
        (x, y)
        for one in laid["fields"]
        if one["kind"] in TICKS
        for value, on, x, y in one["boxes"]
        if on == page and boxes[one["key"], value] != EMPTY
    ]


def _added(dark: Image, blank: Image, ticked: list[tuple[float, float]]) -> Image:
    """What is dark and is neither printed nor the end of a tick: what hangs together with a tick, close to its box."""
    printed = cv2.dilate((blank < 215).astype(np.uint8), np.ones((2 * PX + 1, 2 * PX + 1), np.uint8))
    ink = (dark & (printed == 0)).astype(np.uint8)
    _count, labels = cv2.connectedComponents(ink, connectivity=8)
    theirs = np.unique(labels[_around(ink, ticked, 2.0)])
    ends = np.isin(labels, theirs[theirs > 0]) & _around(ink, ticked, TAIL)
    return ink * ~ends


def _around(ink: Image, ticked: list[tuple[float, float]], reach: float) -> Image:
    """Where one is within `reach` millimetres of a ticked box."""
    near = np.zeros(ink.shape, np.uint8)
    for x, y in ticked:
        start = round((x - reach) * PX), round((y - reach) * PX)
        end = round((x + BOX + reach) * PX), round((y + BOX + reach) * PX)
        cv2.rectangle(near, start, end, 1, -1)
    return near > 0


def _ink_in(ink: Image, crop: list[float]) -> float:
    """Square millimetres of ink in a crop, specks of dust left out."""
    _page, x, y, width, height = crop
    part = ink[round(y * PX) : round((y + height) * PX), round(x * PX) : round((x + width) * PX)]
    count, _labels, sizes, _centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(part), connectivity=8)
    areas = [sizes[number, cv2.CC_STAT_AREA] for number in range(1, count)]
    return float(sum(area for area in areas if area >= 8) / PX**2)


def blank_of(picture: bytes) -> Image:
    """A printed page from its PNG, at the size of the straight page."""
    grey = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert grey is not None, "typst draws pictures that open"
    return cv2.resize(grey, SIZE, interpolation=cv2.INTER_AREA)
