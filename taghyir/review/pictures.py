"""Small pictures of the photos that came with answers: made once, kept privately, without what the camera wrote in them."""

import io
import warnings
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from taghyir.core.models import private_storage
from taghyir.surveys.models import Attachment

SIDE = 320  # pixels of the longer side
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SHOWN = tuple(f"image/{kind.casefold()}" for kind in FORMATS)


def small_picture(attachment: Attachment) -> Any:
    """The JPEG, opened; None when the file is no photo that can be read."""
    storage, name = private_storage(), f"small/{attachment.pk}-{attachment.sha256[:16]}.jpg"
    if not storage.exists(name):
        made = _made(attachment)
        if made is None:
            return None
        name = storage.save(name, ContentFile(made))
    return storage.open(name, "rb")


def _made(attachment: Attachment) -> bytes | None:
    try:
        with warnings.catch_warnings(), attachment.content.open("rb") as file:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(file, formats=FORMATS)
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))  # a large JPEG is not read whole
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError, FileNotFoundError):
        return None
    except (OSError, ValueError, SyntaxError, EOFError):  # what a broken file makes of the library
        return None
    upright.thumbnail((SIDE, SIDE))
    whole = Image.new("RGB", upright.size, "white")
    whole.paste(upright, mask=upright.getchannel("A"))
    written = io.BytesIO()
    whole.save(written, "JPEG", quality=65, optimize=True)
    return written.getvalue()
