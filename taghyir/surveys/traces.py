"""What a camera writes into a photo or a film besides what it saw: where, when, with what, for whom. It is taken out.

Pictures stay as fine as they came: their pixels are copied, never made anew, and only how to turn them upright is kept. Who
reads a file without trust stops where it makes no sense.

Source: ITU-T T.81 (JPEG), Exif 3.0, the PNG and WebP specifications, GIF89a; for films and HEIC, see `boxes.py`.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.surveys.boxes import Broken, blank_traces

PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = set(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST cICP mDCV cLLI acTL fcTL fdAT".split()
)
WEBP_KEPT = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
GIF_KEPT = (b"\x21\xff\x0bNETSCAPE2.0", b"\x21\xff\x0bANIMEXTS1.0", b"\x21\xf9")
JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # of what programs add, what colours need
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
UPRIGHT, ORIENTATION = 1, 0x0112


def without_traces(file: Any, content_type: str) -> Any:
    """`file` without them: itself, or another of the same name. Raises Broken, or Unknown for a kind of picture nobody knows."""
    head = file.read(16)
    file.seek(0)
    for is_one, bare in _KINDS:
        if is_one(head):
            return SimpleUploadedFile(file.name or "photo", bare(file.read()), content_type)
    if head[4:8] == b"ftyp":
        blank_traces(file)
        file.seek(0)
    elif content_type.startswith("image/") and content_type != "image/bmp":  # a BMP has no place for them
        raise Unknown(content_type)
    return file


class Unknown(Exception):
    """A kind of picture whose traces nobody here can take out."""


def _jpeg(content: bytes) -> bytes:
    """The first picture of the file, up to its end: others may follow, with traces of their own."""
    kept, turned, at, was_seen = [b"\xff\xd8"], UPRIGHT, 2, False
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        marker, segment = _segment(content, at)
        if not segment and not was_seen:
            raise Broken("jpeg")
        if not segment or marker == 0xD9:
            return b"".join([kept[0], _as_segment(turned), *kept[1:], segment])
        at += len(segment)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _turned(segment[10:])
        elif segment[4:].startswith(JPEG_KEPT.get(marker, b"")) and not _is_added(marker):
            kept.append(segment)
        if marker == 0xDA:
            found = _AFTER_SCAN.search(content, at)
            end, was_seen = found.start() if found else len(content), True
            kept.append(content[at:end])
            at = end


def _segment(content: bytes, at: int) -> tuple[int, bytes]:
    """The marker there and its bytes; none where no whole segment begins."""
    if content[at : at + 1] != b"\xff" or at + 1 >= len(content):
        return 0, b""
    marker = content[at + 1]
    if marker == 0xD9:
        return marker, content[at : at + 2]
    length = int.from_bytes(content[at + 2 : at + 4], "big")
    segment = content[at : at + 2 + length]
    return marker, segment if length >= 2 and len(segment) == 2 + length else b""


def _is_added(marker: int) -> bool:
    """Whether it is what programs add (APPn, comment) and colours need not."""
    return marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in JPEG_KEPT)


def _turned(tiff: bytes) -> int:
    """How the picture is to be turned, 1 to 8, as Exif says it; 1 when it does not."""
    order: Any = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    first = int.from_bytes(tiff[4:8], order) + 2
    for at in range(first, min(len(tiff) - 11, first + 12 * int.from_bytes(tiff[first - 2 : first], order)), 12):
        if int.from_bytes(tiff[at : at + 2], order) == ORIENTATION:
            value = int.from_bytes(tiff[at + 8 : at + 10], order)
            return value if 1 <= value <= 8 else UPRIGHT
    return UPRIGHT


def _exif(turned: int) -> bytes:
    """Exif that says this and nothing else."""
    return b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + bytes([0, turned, 0, 0]) + bytes(4)


def _as_segment(turned: int) -> bytes:
    words = b"Exif\0\0" + _exif(turned)
    return b"" if turned == UPRIGHT else b"\xff\xe1" + (len(words) + 2).to_bytes(2, "big") + words


def _png(content: bytes) -> bytes:
    kept: list[bytes] = []
    for at in _steps(content, len(PNG), 12, "big", 0):
        kind, whole = content[at + 4 : at + 8], content[at : at + 12 + int.from_bytes(content[at : at + 4], "big")]
        if kind in PNG_KEPT:
            kept.append(whole)
        elif kind == b"eXIf" and (turned := _turned(whole[8:])) != UPRIGHT:
            words = b"eXIf" + _exif(turned)
            kept.append((len(words) - 4).to_bytes(4, "big") + words + zlib.crc32(words).to_bytes(4, "big"))
        if kind == b"IEND":
            break
    return _whole("png", PNG, kept)


def _webp(content: bytes) -> bytes:
    kept, turned = [], UPRIGHT
    content = content[: 8 + int.from_bytes(content[4:8], "little")]
    for at in _steps(content, 12, 8, "little", 4):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        kind, whole = content[at : at + 4], content[at : at + 8 + size + size % 2]
        if kind == b"VP8X":
            kept.append(whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:])  # neither Exif nor XMP
        elif kind in WEBP_KEPT:
            kept.append(whole)
        elif kind == b"EXIF":
            turned = _turned(whole[8:].removeprefix(b"Exif\0\0"))
    if kept and kept[0].startswith(b"VP8X") and turned != UPRIGHT:
        words = _exif(turned)
        kept[0] = kept[0][:8] + bytes([kept[0][8] | 0x08]) + kept[0][9:]
        kept.append(b"EXIF" + len(words).to_bytes(4, "little") + words)
    body = _whole("webp", b"WEBP", kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _steps(content: bytes, at: int, around: int, order: Any, size_at: int) -> Iterator[int]:
    """Where each whole chunk begins; `around` is what it has besides its words."""
    while at + around <= len(content):
        size = int.from_bytes(content[at + size_at : at + size_at + 4], order)
        if at + around + size > len(content):
            return
        yield at
        at += around + size + (size % 2 if order == "little" else 0)


def _whole(kind: str, head: bytes, kept: list[bytes]) -> bytes:
    if not kept:
        raise Broken(kind)
    return head + b"".join(kept)


def _gif(content: bytes) -> bytes:
    at = 13 + _colours(content[10:11])
    kept = [content[:at]]
    while block := content[at : at + 1]:
        if block == b"\x2c":
            end = _after_parts(content, at + 11 + _colours(content[at + 9 : at + 10]))
        elif block == b"\x21":
            end = _after_parts(content, at + 2)
        else:
            break
        if block == b"\x2c" or content[at:end].startswith(GIF_KEPT):
            kept.append(content[at:end])
        at = end
    return _whole("gif", b"", kept if len(kept) > 1 else []) + b"\x3b"


def _colours(flags: bytes) -> int:
    """The bytes of the table of colours that follows."""
    return 3 << (flags[0] % 8 + 1) if flags and flags[0] & 0x80 else 0


def _after_parts(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], bytes]], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda head: head.startswith(PNG), _png),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", _webp),
    (lambda head: head.startswith(b"GIF8"), _gif),
)
