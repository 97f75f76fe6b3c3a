"""The column `sensitive` of a sheet: brought into the XForm, and refused where the answer would be told in clear elsewhere.

Nothing of Django here, as in `xlsform`. A fault is (sheet, row, code, value).
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from lxml import etree

from taghyir.xforms.apart import BIND, COLUMN, NAMESPACE, PURPOSES, purpose_of

Mark = tuple[int, str, str]  # row, name, purpose
Fault = tuple[str, int | None, str, str]
_ANY = "{*}"
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def take_marks(book: Any) -> list[Mark]:
    """The marked rows. Their column, however it is written, becomes the one that pyxform writes in the bind."""
    marks: list[Mark] = []
    for number, row in enumerate(book.survey or [], start=2):
        for heading in [one for one in row if _is_mark(one)]:
            if purpose := str(row.pop(heading) or "").strip().casefold():
                row[BIND] = purpose
                marks.append((number, str(row.get("name") or "").strip(), purpose))
    headings = [one for one in (book.survey_header or [{}])[0] if not _is_mark(one)]
    book.survey_header = [dict.fromkeys([*headings, *([BIND] if marks else [])])]
    if marks:
        settings = list(book.settings or [{}])
        settings[0]["namespaces"] = f"{settings[0].get('namespaces') or ''} {NAMESPACE}".strip()
        book.settings, book.settings_header = settings, [dict.fromkeys(settings[0])]
    return marks


def wrong_marks(marks: list[Mark], xform: str) -> Iterator[Fault]:
    """A purpose nobody knows; a row that cannot be kept apart; what would tell a sensitive answer in clear."""
    if not marks:
        return
    root = etree.fromstring(xform.encode())
    binds = {str(bind.get("nodeset")): bind for bind in root.iter(f"{_ANY}bind")}
    apart = {path for path, bind in binds.items() if purpose_of(bind) and bind.get("type") and "/meta/" not in path}
    apart -= {path for path in apart if _is_note(binds[path])}
    names = {path.rpartition("/")[2] for path in apart}
    for row, name, purpose in marks:
        if purpose not in PURPOSES:
            yield "survey", row, "no_purpose", purpose
        elif name not in names:
            yield "survey", row, "no_mark", name
    yield from _telling(root, binds, apart, re.compile(rf"/(?:{'|'.join(map(re.escape, names)) or '$.'})(?![\w.-])"))


def _is_mark(heading: str) -> bool:
    return re.split(r"[:\s]+", heading.strip().casefold())[-1] == COLUMN


def _is_note(bind: Any) -> bool:
    return (bind.get("readonly") or "").strip() in ("true()", "true") and bind.get("calculate") is None


def _telling(root: Any, binds: Mapping[str, Any], apart: Container[str], asks: re.Pattern[str]) -> Iterator[Fault]:
    """What is computed from a sensitive answer, asked because of it, chosen among its words, or written down as it changes."""
    inside = [path for path, bind in binds.items() if path not in apart and not _is_note(bind)]  # a note keeps nothing
    said: dict[str, str] = {path: "" for path in inside}
    for path in inside:
        said[path] = " ".join(binds[path].get(one) or "" for one in ("calculate", "relevant"))
        if any(key.rpartition("}")[2] == "track-changes" and value == "true" for key, value in binds[path].items()):
            yield "survey", None, "tracked", path.rpartition("/")[2]
    for element in root.iter(f"{_ANY}setvalue", f"{_ANY}select", f"{_ANY}select1", f"{_ANY}rank"):
        if (path := element.get("ref") or "") not in apart:
            lists = " ".join(one.get("nodeset") or "" for one in element.iter(f"{_ANY}itemset"))
            said[path] = f"{said.get(path, '')} {element.get('value') or ''} {lists}"
    for path, words in said.items():
        if asks.search(_QUOTED.sub("", words)) and not _is_group_apart(root, path, apart):
            yield "survey", None, "telling", path.rpartition("/")[2]


def _is_group_apart(root: Any, path: str, apart: Container[str]) -> bool:
    """Whether a group holds sensitive questions and notes only: then its being asked tells nothing."""
    below = [one for one in root.iter(f"{_ANY}bind") if str(one.get("nodeset")).startswith(f"{path}/")]
    return bool(below) and all(one.get("nodeset") in apart or _is_note(one) for one in below)
