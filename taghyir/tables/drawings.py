"""A signature drawn with the finger: read whole and drawn anew before it is kept, so that it prints wherever it was set."""

import io
import struct
import warnings
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from taghyir.core.actions import Refused
from taghyir.core.files import content_type_of, keep_file
from taghyir.core.models import StoredFile
from taghyir.tables.uploads import with_one_ending

MOST_PIXELS, LONGEST, MEGABYTES = 8_000_000, 1_600, 1
# what a broken picture makes of the library
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)


def keep_drawing(upload: UploadedFile, *, by: Any) -> StoredFile:
    """Keep what was drawn, as PNG. Refused when it is no picture of this kind, too big, or broken."""
    upload = with_one_ending(upload, field="drawing")
    if content_type_of(upload) == "image/png" and (upload.size or 0) <= MEGABYTES * 1_000_000:
        upload = _drawn_anew(upload)
    return keep_file(upload, by=by, extensions={"png"}, megabytes=MEGABYTES)


def _drawn_anew(upload: UploadedFile) -> UploadedFile:
    """The lines alone: nothing else that the file carried."""
    written = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(upload.read()), formats=("PNG",))
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError(f"{opened.width} × {opened.height}")
            lines = opened.convert("RGBA")
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        sentence = _("This signature cannot be read: draw it once more.")
        raise Refused(sentence, code="picture", field="drawing") from error
    lines.thumbnail((LONGEST, LONGEST))
    bare = Image.new("RGBA", lines.size)
    bare.paste(lines)
    bare.save(written, "PNG")
    return SimpleUploadedFile(upload.name or "", written.getvalue(), "image/png")
