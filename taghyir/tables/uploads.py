"""The name of a file people send: one ending, and nothing in it that hides another."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.tables.text import cleaned

LONGEST = 200  # characters of a name, its ending among them
READ = {"pdf", "jpg", "jpeg", "png", "webp", "gif", "docx", "xlsx", "odt", "ods", "doc", "xls", "csv", "txt"}
RUN = {"exe", "com", "bat", "cmd", "scr", "pif", "msi", "dll", "lnk", "hta", "js", "vbs", "wsf", "ps1", "sh"}
RUN |= {"jar", "apk", "php", "html", "htm", "xhtml", "mhtml", "svg", "xml", "docm", "xlsm", "zip", "rar", "7z"}


def with_one_ending(upload: UploadedFile, *, field: str = "file") -> UploadedFile:
    """`upload` under a name without path, controls nor marks of direction. Refused when it bears two endings of files."""
    name = cleaned((upload.name or "").replace("/", " ").replace("\\", " "))
    inner = {part.casefold().strip() for part in name.split(".")[1:-1]}
    if inner & (READ | RUN):
        sentence = _("This file has two endings: “%(name)s”. Save it again under a name with one.")
        raise Refused(sentence % {"name": name[-80:]}, code="two_endings", field=field)
    upload.name = name[-LONGEST:]
    return upload
