"""What comes with a sheet, read and kept the same way whether it is published at once or tried first."""

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.files import keep_file
from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form
from taghyir.surveys.sheets import Converted, convert_sheet, kind_of
from taghyir.xforms.xform import KEPT_LISTS

SHOWN = {"jpg", "jpeg", "png", "gif", "webp", "svg", "mp3", "m4a", "wav", "ogg", "mp4", "webm"}
SHOWN |= {"csv", "xml", "geojson", "txt"}


def read_sheet_sent(upload: UploadedFile) -> tuple[Converted, UploadedFile]:
    """The form that the sheet makes, and the sheet under a name that says what it is. Refused with all its faults."""
    content = upload.read()
    converted = convert_sheet(content, stem := (upload.name or "form").rpartition(".")[0])
    return converted, SimpleUploadedFile(f"{stem or 'form'}.{kind_of(content)}", content)


def keep_sheet_sent(actor: User, source: UploadedFile) -> StoredFile:
    """Keep the sheet as it came."""
    return keep_file(source, by=actor, extensions={"xlsx", "xls", "csv"})


def title_of(converted: Converted) -> str:
    """What the form is called: its identifier when the sheet gives it no title."""
    return (converted.read.title or converted.read.xform_id)[:200]


def form_to_replace(actor: User, xform_id: str) -> Form | None:
    """The form of that identifier, locked so that two people do not publish at once. Refused when it is not theirs."""
    known = Form.objects.select_for_update(of=("self",)).filter(xform_id=xform_id).first()
    if known is not None and not can_publish_form(actor, known.territory):
        raise Refused(
            _("Another territory already has a form “%(id)s”: give yours another form_id.") % {"id": known.xform_id},
            code="taken",
            field="sheet",
        )
    return known


def keep_shown_file(actor: User, upload: UploadedFile) -> tuple[StoredFile, str]:
    """Keep a picture, a sound or a list that questions show, and its MD5. Refused when the platform makes it itself."""
    if upload.name in KEPT_LISTS:
        raise Refused(
            _("“%(name)s” is made by the platform for each territory. Leave it out, or give yours another name.")
            % {"name": upload.name},
            code="kept",
            field="files",
        )
    content = upload.read()
    upload.seek(0)
    return keep_file(upload, by=actor, extensions=SHOWN), hashlib.md5(content, usedforsecurity=False).hexdigest()


def list_sent_with(converted: Converted) -> list[UploadedFile]:
    """The choices a sheet keeps outside its form, as the file that goes with it."""
    return [SimpleUploadedFile("itemsets.csv", converted.itemsets.encode())] if converted.itemsets else []
