"""A photo as it is shown: turned upright, small, and without anything the camera wrote in it, such as where it was taken."""

import io
import warnings
from dataclasses import dataclass
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from taghyir.core.actions import Refused

LARGE, SMALL = (1600, 300_000), (480, 30_000)  # pixels of the longer side, bytes
MOST_PIXELS = 16_000_000
MOST_PIXELS_OF_JPEG = 50_000_000  # it is read at a fraction of its size: a progressive one is not
MOST_BYTES = 20_000_000
FEWEST = 200  # pixels of the shorter side
FORMATS = ("JPEG", "PNG", "WEBP")


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
        upright = _opened(upload)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(
            _("This is no photo that can be read: send a JPEG, a PNG or a WebP."), code="photo", field="file"
        ) from error
    whole = Image.new("RGB", upright.size, "white")  # pixels alone, on white where it was see-through
    whole.paste(upright, mask=upright.getchannel("A"))
    large = _fitted(whole, *LARGE)
    with Image.open(io.BytesIO(large)) as kept:
        width, height = kept.size
    return Picture(large, _fitted(whole, *SMALL), width, height)


def _opened(upload: UploadedFile) -> Image.Image:
    """RGBA, upright, at most twice as large as it is shown. Memory stays below 250 MB."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", Image.DecompressionBombWarning
        )  # our own limit, before a pixel is read, is lower
        try:
            opened = Image.open(cast(io.BytesIO, upload), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_many(MOST_PIXELS) from error
    is_read_small = opened.format == "JPEG" and not opened.info.get("progressive")
    most = MOST_PIXELS_OF_JPEG if is_read_small else MOST_PIXELS
    if opened.width * opened.height > most:
        raise _too_many(most)
    if min(opened.size) < FEWEST:
        raise Refused(_("This photo is too small to be seen: 200 pixels at least."), code="small", field="file")
    opened.draft("RGB", (LARGE[0] * 2, LARGE[0] * 2))  # of a JPEG, a half or a quarter of its pixels are enough
    read: Image.Image = opened if opened.mode in ("RGB", "RGBA", "L") else opened.convert("RGBA")
    read.thumbnail((LARGE[0] * 2, LARGE[0] * 2))
    return ImageOps.exif_transpose(read).convert("RGBA")


def _too_many(most: int) -> Refused:
    sentence = _("This photo has too many pixels: %(millions)s million at most.") % {"millions": most // 1_000_000}
    return Refused(sentence, code="pixels", field="file")


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
