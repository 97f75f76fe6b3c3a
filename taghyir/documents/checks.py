"""What a file must be before it is kept: one name with one ending, the content its name says, room left, no place in a photo."""

import io
import lzma
import warnings
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused
from taghyir.documents.models import Version
from taghyir.tables.uploads import with_one_ending

MEGABYTES, MEGABYTES_OF_CASE = 10, 300
PICTURES = {"jpg", "jpeg", "png", "webp"}
OFFICE = {"docx": "word/", "xlsx": "xl/", "odt": "opendocument.text", "ods": "opendocument.spreadsheet"}
KEPT = PICTURES | set(OFFICE) | {"pdf"}
MOST_PIXELS, SIDE = 50_000_000, 3000
# what a broken archive makes of the library; NotImplementedError is a RuntimeError
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, KeyError)


def checked(upload: UploadedFile) -> UploadedFile:
    """`upload` as it may be kept. Refused for two endings, for what runs, for a document that is not what it says."""
    upload = with_one_ending(upload)
    ending = str(upload.name).rpartition(".")[2].casefold()
    if ending not in KEPT:
        kinds = ", ".join(sorted(KEPT))
        raise Refused(_("Send a file of one of these kinds: %(kinds)s.") % {"kinds": kinds}, code="kind", field="file")
    if upload.size is None or not 0 < upload.size <= MEGABYTES * 1_000_000:
        sentence = _("This file is empty or larger than %(size)s MB.") % {"size": MEGABYTES}
        raise Refused(sentence, code="size", field="file")
    if ending in OFFICE:
        _check_office(upload, OFFICE[ending])
    return _without_place(upload, ending) if ending in PICTURES else upload


def check_room(case: Case, more: int) -> None:
    """Refused when the documents of the file would be larger than they may together."""
    versions = Version.objects.filter(document__case=case, file__isnull=False)
    held = versions.aggregate(size=Sum("size"))["size"] or 0
    if held + more > MEGABYTES_OF_CASE * 1_000_000:
        sentence = _(
            "This file holds %(held)s MB of documents, %(most)s MB at most. Withdraw what is no longer needed."
        )
        raise Refused(
            sentence % {"held": round(held / 1_000_000), "most": MEGABYTES_OF_CASE}, code="full", field="file"
        )


def _check_office(upload: UploadedFile, mark: str) -> None:
    """A text or a sheet of an office, as its name says, without a program inside."""
    try:
        with zipfile.ZipFile(upload) as held:
            names = held.namelist()
            what = _beginning_of(held, "mimetype") if "mimetype" in names[:1] else ""
    except BROKEN_ARCHIVE as error:
        raise Refused(_("This document cannot be opened: it is broken."), code="broken", field="file") from error
    upload.seek(0)
    if not (what.endswith(mark) or any(name.startswith(mark) for name in names)):
        raise Refused(_("This document is not what its name says."), code="other_kind", field="file")
    if any(
        name.casefold().endswith(("vbaproject.bin", ".exe", ".dll")) or "basic/" in name.casefold() for name in names
    ):
        raise Refused(_("This document holds a program. Save it without macros."), code="program", field="file")


def _beginning_of(held: zipfile.ZipFile, name: str) -> str:
    """No more of it is unpacked than is read: a few bytes may stand for gigabytes."""
    with held.open(name) as entry:
        return entry.read(200).decode("ascii", "replace")


def _without_place(upload: UploadedFile, ending: str) -> UploadedFile:
    """The picture made anew from its pixels, upright: nothing the camera wrote is left, such as where it was taken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(upload, formats=("JPEG", "PNG", "WEBP"))  # type: ignore[arg-type]
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("This photo has too many pixels to be opened."), code="pixels", field="file")
            opened.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_("This photo has too many pixels to be opened."), code="pixels", field="file") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(_("This is no photo that can be read."), code="photo", field="file") from error
    upright.thumbnail((SIDE, SIDE))
    whole = Image.new("RGB", upright.size, "white")
    whole.paste(upright, mask=upright.getchannel("A"))
    written, is_png = io.BytesIO(), ending == "png"
    whole.save(written, "PNG" if is_png else "JPEG", **({} if is_png else {"quality": 85}))
    name = f"{str(upload.name).rpartition('.')[0] or 'photo'}.{'png' if is_png else 'jpg'}"
    return SimpleUploadedFile(name, written.getvalue(), "image/png" if is_png else "image/jpeg")
