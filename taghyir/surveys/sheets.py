"""A sheet somebody sends becomes an XForm, or a list of what to mend: which sheet, row and column, in words."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import Refused
from taghyir.xforms.apart import PURPOSES
from taghyir.xforms.xform import NotAForm, XForm, read_xform

MEGABYTES = 5
UNPACKED = 60_000_000  # bytes
QUESTIONS = 5_000_000  # bytes of questions as JSON
SECONDS = 30
_HOSTILE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_WORDS = {
    "no_type": gettext_lazy("This row has no type."),
    "no_name": gettext_lazy("This row has no name."),
    "bad_name": gettext_lazy("“%(value)s” cannot be a name: begin with a letter, then letters, digits, _ - or . only."),
    "no_list": gettext_lazy("The list “%(value)s” is not in the sheet of choices."),
    "unknown_type": gettext_lazy("The type “%(value)s” does not exist."),
    "expression": gettext_lazy("This condition cannot be computed: %(value)s"),
    "no_purpose": gettext_lazy("Column “sensitive”: “%(value)s” is no purpose. Write one of these: %(purposes)s."),
    "no_mark": gettext_lazy(
        "Column “sensitive”: “%(value)s” cannot be kept apart. Mark questions that are answered with words, numbers, choices,"
        " days, places, photos, recordings or files; notes and groups are not taken."
    ),
    "telling": gettext_lazy(
        "“%(value)s” is computed from a sensitive answer, or asked because of it, and would tell it. Mark it in the column"
        " “sensitive” too."
    ),
    "tracked": gettext_lazy(
        "“%(value)s” writes down each change of an answer: remove track-changes, or the sensitive question."
    ),
    "too_long": gettext_lazy("This sheet has more than 20,000 rows."),
    "unreadable": gettext_lazy("This file cannot be read. Save it again as XLSX and send it once more."),
}
_PYXFORM = (
    (r"Unknown question type", _WORDS["unknown_type"]),
    (
        r"value '(?P<value>[^']+)' is invalid. .*unique within their nearest",
        gettext_lazy("The name “%(value)s” is already used in this group."),
    ),
    (r"Could not find the name '(?P<value>[^']+)'", gettext_lazy("No question is called “%(value)s”.")),
    (r"has no label or hint", gettext_lazy("The question “%(value)s” has no label.")),
    (r"Unmatched 'begin_", gettext_lazy("A group or a repeat begins here and never ends.")),
    (r"Unmatched 'end_", gettext_lazy("A group or a repeat ends here and never began.")),
    (r"Choices must have a name", gettext_lazy("This choice has no name.")),
    (r"Choices should have a label", gettext_lazy("This choice has no label.")),
    (r"required column headers were not found: (?P<value>.+?)\. ", gettext_lazy("The column “%(value)s” is missing.")),
    (r"same column were found: (?P<value>.+?)\. ", gettext_lazy("Two columns mean the same: %(value)s. Keep one.")),
    (r"Choice names must be unique", gettext_lazy("This choice has the same name as another of its list.")),
    (r"There should be a choices sheet", gettext_lazy("The sheet of choices is missing.")),
    (r"must have a sheet named 'survey'", gettext_lazy("The sheet called “survey” is missing.")),
    (r"Missing calculation", gettext_lazy("The calculation is missing.")),
    (
        r"Choice names with spaces .*See \[(?P<value>[^\]]+)\]",
        gettext_lazy("The choice “%(value)s” has a space in its name."),
    ),
    (r"Error reading|not appear to be a valid XLSForm|not recognized as a supported", _WORDS["unreadable"]),
)


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `language` is that of the words: pyxform's own are in English."""

    sheet: str
    row: int | None
    words: str
    language: str = ""
    column: str = ""

    @property
    def lead(self) -> str:
        """What comes before words in another language."""
        if not self.language:
            return ""
        return _("This sheet cannot become a form. The program that reads sheets says in English:")

    def __str__(self) -> str:
        if self.sheet and self.row and self.column:
            return _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”: %(words)s") % vars(self)
        if self.sheet and self.row:
            return _("Sheet “%(sheet)s”, row %(row)s: %(words)s") % vars(self)
        return _("Sheet “%(sheet)s”: %(words)s") % vars(self) if self.sheet else self.words


class SheetRefused(Refused):
    """The sheet cannot become a form: `faults` says where and why."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__(" ".join(str(fault) for fault in faults), code="sheet", field="sheet")
        self.faults = list(faults)


@dataclass
class Converted:
    """An XForm ready to be published, with what was read of it."""

    xml: str
    read: XForm
    itemsets: str | None


def kind_of(content: bytes) -> str:
    """xlsx, xls or csv, read from the content. Refused when it is none, or hides more than it says."""
    if len(content) > MEGABYTES * 1_000_000 or not content.strip():
        raise _refused(_("This file is empty or larger than %(size)s MB.") % {"size": MEGABYTES})
    if content.startswith(b"PK"):
        _require_harmless(content)
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise _refused(_("This is XML, an XForm perhaps. Send the sheet it was made from: XLSX, XLS or CSV."))
    try:
        content.decode()
    except UnicodeDecodeError:
        raise _refused(str(_WORDS["unreadable"])) from None
    return "csv"


def convert_sheet(content: bytes, stem: str) -> Converted:
    """The XForm of a sheet. Refused with every fault found; also when it would send answers elsewhere or hide them."""
    kind = kind_of(content)
    answer = _run(kind, re.sub(r"[^\w.-]+", "_", stem)[:60] or "form", content)
    if faults := answer.get("faults"):
        raise SheetRefused([_in_words(**fault) for fault in faults])
    xml = answer["xform"]
    try:
        read = read_xform(xml)
    except (NotAForm, ValueError):
        raise _refused(str(_WORDS["unreadable"])) from None
    _require_ours(xml, read)
    return Converted(xml=xml, read=read, itemsets=answer["itemsets"])


def with_version(converted: Converted, version: str) -> str:
    """The XForm bearing `version`, when its sheet had none."""
    identity = f'id="{_attribute(converted.read.xform_id)}"'
    return converted.xml.replace(identity, f'{identity} version="{_attribute(version)}"', 1)


def fingerprint(xml: str) -> str:
    """Eight characters that tell whether two XForms ask the same."""
    return hashlib.sha256(xml.encode()).hexdigest()[:8]


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _refused(words: str, sheet: str = "") -> SheetRefused:
    return SheetRefused([Fault(sheet, None, words)])


def _require_harmless(content: bytes) -> None:
    """A workbook is a ZIP: bounded once unpacked, and no part declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            if len(parts) > 2_000 or sum(part.file_size for part in parts) > UNPACKED:
                raise _refused(_("This file unpacks to far more than a form needs."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _HOSTILE.search(book.open(part).read(65_536)):
                    raise _refused(str(_WORDS["unreadable"]))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise _refused(str(_WORDS["unreadable"])) from None


def _run(kind: str, stem: str, content: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(_converted(kind, stem, content))
    except (subprocess.TimeoutExpired, ValueError):
        raise _refused(_("This form is too big to be read. Cut it in two.")) from None
    return answer


@lru_cache(maxsize=4)  # what is tried as a draft is read again when it is published
def _converted(kind: str, stem: str, content: bytes) -> bytes:
    command = [sys.executable, "-m", "taghyir.xforms.xlsform", kind, stem]
    run = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, cwd=settings.BASE_DIR)
    if not run.stdout:
        raise ValueError(run.returncode)
    return run.stdout


def _in_words(*, sheet: str, row: int | None, column: str, code: str, words: str, value: str) -> Fault:
    if code in _WORDS:
        said = str(_WORDS[code]) % {"value": value[:200], "purposes": ", ".join(PURPOSES)}
        return Fault(sheet, row, said, column=column)
    for pattern, sentence in _PYXFORM:
        if found := re.search(pattern, words):
            said = str(sentence) % {"value": found.groupdict().get("value") or value}
            return Fault(sheet, row, said, column=column)
    return Fault(sheet, row, words[:500], "en", column)


def _require_ours(xml: str, read: XForm) -> None:
    """The answers come here and can be read; the form asks something; it is not monstrous."""
    if "<submission" in xml:
        raise _refused(_("Remove the columns submission_url, public_key and auto_send: answers come here."), "settings")
    if not any(question["type"] not in ("group", "repeat", "note") for question in read.questions):
        raise _refused(_("This form asks nothing."), "survey")
    if read.odd_lists:
        raise _refused(
            _("“%(name)s” chooses from a list of the platform: its answer is the column “name”, remove “value=”.")
            % {"name": read.odd_lists[0]},
            "survey",
        )
    if len(json.dumps(read.questions)) > QUESTIONS:
        raise _refused(_("This form is too big to be read. Cut it in two."))
    if not 0 < len(read.xform_id) <= 100 or len(read.version) > 60:
        raise _refused(_("Write a form_id of 100 characters at most and a version of 60 at most."), "settings")
