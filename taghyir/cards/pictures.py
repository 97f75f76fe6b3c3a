"""A photo as it is shown: turned upright, small, and without anything the camera wrote in it, such as where it was taken."""

import io
import warnings
from dataclasses import dataclass
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from taghyir.core.actions import Refused

LARGE, SMALL = (1600, 300_000), (480, 30_000)  # pixels of the longer side, bytes
# A JPEG is read at a fraction of its size, unless it comes in several passes; a PNG whole; a WebP four times over. With these,
# making a photo takes some hundred megabytes at most
MOST_PIXELS = {"JPEG": 50_000_000, "PASSES": 12_000_000, "PNG": 12_000_000, "WEBP": 5_000_000}
MOST_BYTES = 20_000_000
FEWEST = 200  # pixels of the shorter side
FORMATS = ("JPEG", "PNG", "WEBP")
BAND = 64  # rows of what is made, made at once
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG, twice."""

    large: bytes
    small: bytes
    width: int
    height: int


def picture_of(upload: UploadedFile) -> Picture:
    """`upload` made anew from its pixels alone. Refused when it is no photo, too large in pixels to open, or too small to see."""
    if not upload.size or upload.size > MOST_BYTES:
        raise Refused(_("This file is empty or larger than %(size)s MB.") % {"size": 20}, code="size", field="file")
    try:
        whole = _opened(upload)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(
            _("This is no photo that can be read: send a JPEG, a PNG or a WebP."), code="photo", field="file"
        ) from error
    large = _fitted(whole, *LARGE)
    with Image.open(io.BytesIO(large)) as kept:
        width, height = kept.size
    return Picture(large, _fitted(whole, *SMALL), width, height)


def _opened(upload: UploadedFile) -> Image.Image:
    """RGB, upright, as large as it is shown, on white where it was see-through."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", Image.DecompressionBombWarning
        )  # our own limit, before a pixel is read, is lower
        try:
            opened = Image.open(cast(io.BytesIO, upload), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_many("JPEG") from error
    _check_size(opened, _kind_of(opened, upload))
    share = LARGE[0] / max(opened.size)
    opened.draft("RGB", (round(opened.width * share), round(opened.height * share)))  # of a JPEG: a half, a quarter…
    small = _reduced(opened)
    opened.close()  # what was read is let go before what is made of it is worked on
    small.thumbnail((LARGE[0], LARGE[0]))
    return ImageOps.exif_transpose(small)


def _kind_of(opened: Image.Image, upload: UploadedFile) -> str:
    """How it is read: a JPEG of two pictures, as some phones make them, is a JPEG."""
    if isinstance(opened, JpegImageFile):
        return "PASSES" if opened.info.get("progressive") or _comes_in_passes(opened, upload) else "JPEG"
    return str(opened.format)


def _comes_in_passes(opened: JpegImageFile, upload: UploadedFile) -> bool:
    """Whether its colours come one after the other, so that all of it is held while it is read."""
    at = 2
    while True:
        upload.seek(at)
        head = upload.read(5)
        if len(head) < 5 or head[0] != 0xFF:
            return True
        if head[1] == 0xDA:  # where pixels begin: how many colours its first pass holds
            return head[4] < opened.layers
        at += 2 + int.from_bytes(head[2:4], "big")


def _check_size(opened: Image.Image, kind: str) -> None:
    if opened.width * opened.height > MOST_PIXELS[kind]:
        raise _too_many(kind)
    if min(opened.size) < FEWEST:
        raise Refused(_("This photo is too small to be seen: 200 pixels at least."), code="small", field="file")


def _too_many(kind: str) -> Refused:
    sentence = _("This photo has too many pixels: %(millions)s million at most.")
    if kind != "JPEG":
        sentence = _(
            "This photo has too many pixels: %(millions)s million at most. Send it as the phone takes it, a JPEG."
        )
    return Refused(sentence % {"millions": MOST_PIXELS[kind] // 1_000_000}, code="pixels", field="file")


def _reduced(opened: Image.Image) -> Image.Image:
    """RGB, less than twice as large as it is shown. Made band after band: what is see-through is never held twice."""
    share = max(1, max(opened.size) // LARGE[0])
    small = Image.new("RGB", (-(-opened.width // share), -(-opened.height // share)))
    for top in range(0, small.height, BAND):
        rows = (0, top * share, opened.width, min((top + BAND) * share, opened.height))
        small.paste(_on_white(opened.crop(rows)).reduce(share), (0, top))
    small.getexif()[ORIENTATION] = opened.getexif().get(ORIENTATION, 1)
    return small


def _on_white(band: Image.Image) -> Image.Image:
    if band.mode.startswith("I"):  # sixteen bits of grey
        band = band.point(lambda grey: grey * (1 / 256)).convert("L")
    if not band.has_transparency_data:
        return band.convert("RGB")
    seen = band.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _fitted(image: Image.Image, side: int, most: int) -> bytes:
    """JPEG of at most `most` bytes, its longer side at most `side` pixels: less fine, then smaller, until it fits."""
    while True:
        smaller = image.copy()
        smaller.thumbnail((side, side))
        for quality in (82, 70, 58, 46):
            written = io.BytesIO()
            smaller.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
            if written.tell() <= most:
                return written.getvalue()
        side = side * 3 // 4
