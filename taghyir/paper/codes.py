"""What a machine recognises on a page: four markers in the corners, and a strip of cells that says which page it is.

The frame of a page never changes once sheets are printed: it is how a page is found before anything is known of it. All lengths
are millimetres from the top left corner of an A4 page, in every language; a strip is drawn twice, at the top and at the bottom.
"""

import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

PAGE = (210.0, 297.0)
MARKER = 12.0
CORNERS = {7: (8.0, 8.0), 19: (190.0, 8.0), 31: (190.0, 277.0), 43: (8.0, 277.0)}  # marker: its top left corner
MARKERS = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_50)
CELL, ACROSS, DOWN = 2.0, 32, 3
STRIPS = ((73.0, 8.0), (73.0, 283.0))
LANGUAGES = ("fr", "ar", "es", "en")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none is taken for another when it is read aloud
MOST_PAGES = 63
_MASK = 0x5A3C96E1D2B4_C6A5  # so that no strip is all white or all black


@dataclass(frozen=True)
class PageCode:
    """Which page this is. `version` is the beginning of the digest of the XForm it was printed from."""

    number: str
    page: int
    language: str
    version: str


def new_number() -> str:
    """Eight letters for one sheet: its pages belong together, and no other sheet bears it."""
    return "".join(secrets.choice(LETTERS) for _each in range(8))


def cells_of(code: PageCode) -> str:
    """96 cells, row by row, `1` where it is black: 64 bits that say the page, and 32 that tell whether they are right."""
    said = 0
    for letter in code.number:
        said = said << 5 | LETTERS.index(letter)
    said = said << 6 | code.page
    said = said << 2 | LANGUAGES.index(code.language)
    said = (said << 16 | int(code.version, 16)) ^ _MASK
    return f"{said:064b}{zlib.crc32(said.to_bytes(8)):032b}"


def code_of(cells: str) -> PageCode | None:
    """The reverse; nothing unless every cell is right."""
    said, check = int(cells[:64], 2), int(cells[64:], 2)
    if zlib.crc32(said.to_bytes(8)) != check:
        return None
    said ^= _MASK
    number = "".join(LETTERS[said >> 24 + 5 * place & 31] for place in reversed(range(8)))
    return PageCode(number, said >> 18 & 63, LANGUAGES[said >> 16 & 3], f"{said & 0xFFFF:04x}")


def strip_drawing(code: PageCode) -> str:
    """The strip as SVG."""
    return _drawing([cells_of(code)[row * ACROSS : (row + 1) * ACROSS] for row in range(DOWN)])


@cache
def marker_drawings() -> list[tuple[float, float, str]]:
    """Each marker: where it stands, and its SVG."""
    drawn = []
    for marker, (x, y) in CORNERS.items():
        bits = cv2.aruco.generateImageMarker(MARKERS, marker, 7) < 128
        drawn.append((x, y, _drawing(["".join("01"[int(bit)] for bit in row) for row in bits])))
    return drawn


def marker_points(marker: int) -> np.ndarray:
    """Its four corners on the page, in the order in which they are detected."""
    x, y = CORNERS[marker]
    return np.array([(x, y), (x + MARKER, y), (x + MARKER, y + MARKER), (x, y + MARKER)], dtype=np.float64)


def _drawing(rows: list[str]) -> str:
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in _black(rows))
    size = f'viewBox="0 0 {len(rows[0])} {len(rows)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{path}"/></svg>'


def _black(rows: list[str]) -> Iterator[tuple[int, int]]:
    for y, row in enumerate(rows):
        yield from ((x, y) for x, cell in enumerate(row) if cell == "1")
