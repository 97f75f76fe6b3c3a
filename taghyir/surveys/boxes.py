"""Files made of boxes (MP4, MOV, 3GP, M4A, HEIC, AVIF): what they say of themselves is blanked where it stands.

Nothing moves, so that everything else is still found at its place; a film of 50 MB is not read, only its table of contents.

Source: ISO/IEC 14496-12 (boxes), 23008-12 (HEIF items); phones write a position in `udta` (©xyz, loci) and `meta`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TRACES = {b"udta", b"meta", b"uuid"}  # in a film; the `meta` of a picture is its table of contents
ITEMS = {b"Exif", b"mime", b"uri "}
NOTHING = bytes(4) + b"MM\0*\0\0\0\x08\0\0" + bytes(4)  # Exif that says nothing: some readers refuse blanks
MOST = 20_000  # boxes, items or pieces of one file
PIECE = 65_536


class Broken(Exception):
    """What was sent is no whole picture or film."""


@dataclass(frozen=True)
class Box:
    """Its kind, and its bytes from `at` to `end`; what it holds begins at `inside`."""

    kind: bytes
    at: int
    inside: int
    end: int


def blank_traces(file: Any) -> None:
    """Blank them in `file`, which can be read and written anywhere. Raises Broken."""
    file.seek(0, 2)
    boxes = list(_boxes(file, 0, file.tell()))
    is_film = any(box.kind == b"moov" for box in boxes)
    for box in boxes:
        if box.kind == b"moov":
            _blank_film(file, box)
        elif box.kind == b"meta" and not is_film:
            for kind, start, length in _places(file, box):
                _blank(file, start, length)
                if kind == b"Exif" and length >= len(NOTHING):
                    file.seek(start)
                    file.write(NOTHING)
        elif box.kind in TRACES:
            _blank_box(file, box)


def _blank_film(file: Any, outer: Box) -> None:
    for box in _boxes(file, outer.inside, outer.end):
        if box.kind in TRACES:
            _blank_box(file, box)
        elif box.kind == b"trak":
            _blank_film(file, box)


def _blank_box(file: Any, box: Box) -> None:
    file.seek(box.at + 4)
    file.write(b"free")
    _blank(file, box.inside, box.end - box.inside)


def _blank(file: Any, start: int, length: int) -> None:
    file.seek(start)
    for done in range(0, length, PIECE):
        file.write(bytes(min(PIECE, length - done)))


def _boxes(file: Any, at: int, end: int) -> Iterator[Box]:
    for _turn in range(MOST):
        if at + 8 > end:
            return
        size, kind, head = _number(file, at, 4), _read(file, at + 4, 4), 8
        if size == 1:
            size, head = _number(file, at + 8, 8), 16
        size = size or end - at  # the last one may go to the end
        if size < head or at + size > end:
            raise Broken(kind)
        yield Box(kind, at, at + head, at + size)
        at += size
    raise Broken("boxes")


def _read(file: Any, at: int, length: int) -> bytes:
    file.seek(at)
    found: bytes = file.read(length)
    if len(found) < length:
        raise Broken("cut")
    return found


def _number(file: Any, at: int, length: int) -> int:
    return int.from_bytes(_read(file, at, length), "big")


def _places(file: Any, meta: Box) -> list[tuple[bytes, int, int]]:
    """Where the traces of a picture lie: (kind, start, length) in the file."""
    inside = {box.kind: box for box in _boxes(file, meta.inside + 4, meta.end)}
    if not {b"iinf", b"iloc"} <= inside.keys():
        return []
    traces = _items(file, inside[b"iinf"])
    within = inside[b"idat"] if b"idat" in inside else Box(b"", 0, 0, 0)
    file.seek(0, 2)
    end = file.tell()
    pieces = _located(file, inside[b"iloc"], within.inside)
    found = [(traces[item], start, length) for item, start, length in pieces if item in traces]
    if any(start + length > end for _kind, start, length in found):
        raise Broken("iloc")
    return found


def _items(file: Any, iinf: Box) -> dict[int, bytes]:
    """The numbers of those that are traces, with their kinds."""
    wide = 4 if _number(file, iinf.inside, 1) else 2
    found = {}
    for box in _boxes(file, iinf.inside + 4 + wide, iinf.end):
        long = 4 if _number(file, box.inside, 1) > 2 else 2
        if (kind := _read(file, box.inside + 4 + long + 2, 4)) in ITEMS:
            found[_number(file, box.inside + 4, long)] = kind
    return found


def _located(file: Any, iloc: Box, within: int) -> Iterator[tuple[int, int, int]]:
    """Each piece of each item: the number of the item, where the piece lies, and its length."""
    version, sizes = _number(file, iloc.inside, 1), _number(file, iloc.inside + 4, 2)
    offset, length, base, index = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0)
    wide = 4 if version > 1 else 2
    cursor = _Cursor(file, iloc.inside + 6)
    for _item in range(min(cursor.take(wide), MOST)):
        number = cursor.take(wide)
        is_within = cursor.take(2) & 15 == 1 if version else False
        cursor.take(2)  # in another file: none that comes from a phone
        start = cursor.take(base) + (within if is_within else 0)
        for _piece in range(min(cursor.take(2), MOST)):
            cursor.take(index)
            at = start + cursor.take(offset)
            yield number, at, cursor.take(length)


class _Cursor:
    """Numbers read one after the other."""

    def __init__(self, file: Any, at: int):
        self.file, self.at = file, at

    def take(self, length: int) -> int:
        """The next number, of so many bytes."""
        self.at += length
        return _number(self.file, self.at - length, length)
