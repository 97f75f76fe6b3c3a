"""What was signed on paper: a PDF as it is, or a photo without what the camera wrote in it, of a size that a server bears."""

import io
import warnings
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError

from taghyir.core.actions import Refused
from taghyir.core.files import content_type_of, keep_file
from taghyir.core.models import StoredFile
from taghyir.tables.uploads import with_one_ending

MOST_PIXELS, LONGEST, MEGABYTES = 40_000_000, 3_000, 10
KINDS = {"image/jpeg": ("JPEG", "jpg"), "image/png": ("PNG", "png"), "image/webp": ("WEBP", "webp")}


class PaperField(forms.FileField):
    """Where what was signed on paper is sent. The name of the field is `paper`: so say the refusals below."""

    def __init__(self, **options: Any):
        known: dict[str, Any] = {
            "label": gettext_lazy("The signed paper"),
            "widget": forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
            "help_text": gettext_lazy("A scan (PDF) or a photo, ten megabytes at most."),
        }
        super().__init__(**known | options)


def keep_paper(upload: UploadedFile, *, by: Any) -> StoredFile:
    """Keep a scan or a photo. Refused when it is no PDF, JPEG, PNG or WebP, too big or broken."""
    paper = clean_paper(with_one_ending(upload, field="paper"))
    try:
        return keep_file(paper, by=by, extensions={"pdf", "jpg", "jpeg", "png", "webp"}, megabytes=MEGABYTES)
    except Refused as refusal:
        refusal.field = "paper"
        raise


def clean_paper(upload: UploadedFile) -> UploadedFile:
    """The file to keep. Refused when a picture is broken or too large; what is no picture is left to `keep_file`."""
    kind = KINDS.get(content_type_of(upload))
    name = (upload.name or "").rpartition(".")[2].casefold()
    if kind is None or name not in ("jpg", "jpeg", "png", "webp") or (upload.size or 0) > MEGABYTES * 1_000_000:
        return upload
    form, extension = kind
    written = io.BytesIO()
    _read(upload).save(written, form, quality=85)
    stem = (upload.name or "").rpartition(".")[0][:150] or "paper"
    return SimpleUploadedFile(f"{stem}.{extension}", written.getvalue(), f"image/{form.casefold()}")


def _read(upload: UploadedFile) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upload.seek(0)
            opened = Image.open(io.BytesIO(upload.read()), formats=("JPEG", "PNG", "WEBP"))
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("This picture is too large: take it again, smaller."), code="pixels", field="paper")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError) as error:
        raise Refused(_("This picture cannot be read: take it again."), code="picture", field="paper") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:  # what a broken file makes of the library
        raise Refused(_("This picture cannot be read: take it again."), code="picture", field="paper") from error
    upright.thumbnail((LONGEST, LONGEST))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    return bare
