"""Private files: the type comes from the content, the size is bounded, the hash is kept, a policy stands before each."""

import codecs
import hashlib
from typing import Any

import filetype
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from taghyir.core import journal
from taghyir.core.actions import Refused
from taghyir.core.models import StoredFile

# zip and OLE containers look alike: who reads them says more
_OFFICE = {"xlsx", "xls", "ods", "docx", "doc", "odt", "zip"}
_CONTAINERS = ("application/zip", "application/msword", "application/vnd.", "application/x-ole")
_BY_TYPE = {
    "text/plain": {"csv", "txt", "tsv", "json", "geojson", "xml", "svg", "vtt", "srt"},
    "image/jpeg": {"jpg", "jpeg"},
    "audio/mpeg": {"mp3"},
    "audio/mp4": {"m4a", "mp4"},
    "audio/x-wav": {"wav"},
}


def content_type_of(upload: UploadedFile) -> str:
    """The type read from the first bytes, `text/plain` for readable text, else `application/octet-stream`."""
    head = upload.read(8192)
    upload.seek(0)
    if kind := filetype.guess(head):
        return str(kind.mime)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text/plain"
    is_text = b"\0" not in head and (head.decode("utf-8", "ignore") or not head) and not head.startswith((b"#!", b"MZ"))
    return "text/plain" if is_text else "application/octet-stream"


def _names_of(content_type: str) -> set[str]:
    """The extensions a file of this type may bear."""
    if content_type.startswith(_CONTAINERS):
        return _OFFICE
    return _BY_TYPE.get(content_type, {content_type.partition("/")[2]})


def keep_file(upload: UploadedFile, *, by: Any, extensions: set[str], megabytes: int = 10) -> StoredFile:
    """Keep `upload`. Refused when too big, empty, of another kind than `extensions`, or not what its name says."""
    name = (upload.name or "").replace("\0", "")[-200:]
    extension = name.rpartition(".")[2].casefold()
    if not upload.size or upload.size > megabytes * 1_000_000:
        raise Refused(
            _("This file is empty or larger than %(size)s MB.") % {"size": megabytes}, code="size", field="file"
        )
    content_type = content_type_of(upload)
    if extension not in extensions or extension not in _names_of(content_type):
        kinds = ", ".join(sorted(extensions))
        raise Refused(_("Send a file of one of these kinds: %(kinds)s.") % {"kinds": kinds}, code="kind", field="file")
    digest = hashlib.file_digest(upload.file, "sha256") if upload.file else hashlib.sha256()  # type: ignore[arg-type]
    upload.seek(0)
    return StoredFile.objects.create(
        name=name, content_type=content_type, size=upload.size, sha256=digest.hexdigest(), content=upload, kept_by=by
    )


def forget_file(stored: StoredFile) -> None:
    """Let go of a file nothing refers to any more. Its content goes once that is certain: what is undone finds it again."""
    content = stored.content
    stored.delete()
    transaction.on_commit(lambda: content.delete(save=False))


def file_response(actor: Any, stored: StoredFile, *, log: bool = True) -> FileResponse:
    """Send a file the view has found through a policy. Never shown inside our pages; the opening is logged."""
    if log:
        journal.note_access(actor, "file.opened", stored)
    response = FileResponse(stored.content.open("rb"), content_type=stored.content_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
