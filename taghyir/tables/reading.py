"""The rows of a file somebody brings: CSV in any dress, XLSX, XLS, ODS, a list in JSON, GeoJSON. All values are text."""

import codecs
import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from taghyir.tables.exports import as_typed
from taghyir.tables.headers import LOOKED_AT, found_header, joined
from taghyir.tables.spreadsheets import Sheet, TooBig, Unopened, read_sheet
from taghyir.tables.text import cleaned

EXTENSIONS = {"csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "geojson"}
MEGABYTES, MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 20, 100_000, 200, 5_000
SURPLUS = "…"  # heading of the cells that stand beyond the last heading
_ARABIC_WORD = re.compile(r"\b[\u0621-\u064a]{2,}\b")
_MIXED_WORD = re.compile(r"[A-Za-z][\u0600-\u06ff]|[\u0600-\u06ff][A-Za-z]")


class Unreadable(ValueError):
    """The file cannot be read. Carries the sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings as the file has them, and rows of texts by heading. How it was read: from which sheet, and which lines."""

    headings: list[str]
    rows: list[dict[str, str]]
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    beginnings: list[list[str]] = field(default_factory=list)  # the first lines of each sheet, when there are several
    header: tuple[int, int] = (0, 0)  # number of the first line of the headings, and on how many they stand
    first_lines: list[tuple[int, str]] = field(default_factory=list)  # number and text, the headings among them


@dataclass(frozen=True, slots=True)
class Where:
    """Where the table is to be looked for in its file: what a person says, and names of columns by which headings are known."""

    sheet: str = ""
    header: tuple[int, int] | None = None
    known: Collection[str] = ()


def read_table(file: BinaryIO, where: Where = Where()) -> Table:
    """The table in `file`, whatever its kind: the content says, not the name. Unreadable, with a sentence, otherwise."""
    content = file.read(MEGABYTES * 1_000_000 + 1)
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable(_("This file is empty."))
    if len(content) > MEGABYTES * 1_000_000:
        raise Unreadable(_("This file is larger than %(size)s MB. Cut it in two.") % {"size": MEGABYTES})
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _table_of_sheet(content, where)
    text = decoded(content)
    if text.lstrip()[:1] in ("{", "["):
        return _records(text)
    return _table(_csv_rows(text), where)


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16, or the Windows code page of Arabic or of French: the one in which words are whole."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        arabic = content.decode("cp1256", "replace")
        is_arabic = len(_ARABIC_WORD.findall(arabic)) > len(_MIXED_WORD.findall(arabic))
        return arabic if is_arabic else content.decode("cp1252", "replace")


def _table_of_sheet(content: bytes, where: Where) -> Table:
    try:
        sheet = read_sheet(
            content, rows=MOST_ROWS + LOOKED_AT, columns=MOST_COLUMNS, name=where.sheet, known=where.known
        )
    except TooBig as error:
        raise Unreadable(_too_big()) from error
    except Unopened as error:
        raise Unreadable(
            _("This spreadsheet cannot be opened. Save it again as XLSX or CSV, without a password.")
        ) from error
    return _table(sheet.rows, where, sheet)


def _csv_rows(text: str) -> Iterator[list[str]]:
    text = re.sub(r"\A\s*sep=.\r?\n", "", text, flags=re.I).replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield [as_typed(cell) for cell in row]
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)s cannot be read: a quote is open, or a cell is too long.") % {"line": reader.line_num}
        ) from error


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the same number of cells, and into most."""
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:20]

    def score(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=sign)]
        return sum(width == widths[0] > 1 for width in widths), max(widths)

    return max(";,\t|", key=score) if sample else ","


def _table(lines: Iterable[list[str]], where: Where, sheet: Sheet | None = None) -> Table:
    """Headings where they are said or found to be; what stands above them is title; blank lines are left out."""
    cleaned_lines = ((number, [cleaned(cell) for cell in line]) for number, line in enumerate(lines, start=1))
    filled = ((number, cells) for number, cells in cleaned_lines if any(cells))
    first = list(islice(filled, LOOKED_AT))
    at, on = _header(first, where)
    header = [cells for _number, cells in first[at : at + on]]
    headings = _headings(joined(*header) if len(header) > 1 else header[0]) if header else []
    if not any(headings):
        raise Unreadable(_("This file is empty."))
    rows = []
    for _number, cells in chain(first[at + on :], filled):
        rows.append(_row(headings, cells))
        if len(rows) > MOST_ROWS:
            raise Unreadable(_too_big())
    if any(SURPLUS in row for row in rows):
        headings = [*headings, SURPLUS]
    return Table(
        [heading for heading in headings if heading],
        rows,
        *((sheet.name, sheet.names, sheet.beginnings) if sheet else ("", [], [])),
        (first[at][0], on),
        [(number, " · ".join(dict.fromkeys(filter(None, cells)))[:200]) for number, cells in first],
    )


def _header(first: list[tuple[int, list[str]]], where: Where) -> tuple[int, int]:
    """At which of the first lines the headings begin, and on how many they stand."""
    numbers = [number for number, _cells in first]
    if where.header and where.header[0] in numbers:
        return numbers.index(where.header[0]), where.header[1]
    return found_header([cells for _number, cells in first], where.known)


def _headings(cells: list[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(_too_big())
    seen: dict[str, int] = {}
    headings = []
    for cell in cells:
        name = " ".join(cell.split())[:120]
        seen[name] = seen.get(name, 0) + 1
        headings.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return headings


def _row(headings: list[str], cells: list[str]) -> dict[str, str]:
    row = {heading: cell[:MOST_SIGNS] for heading, cell in zip(headings, cells, strict=False) if heading and cell}
    beyond = [cell for place, cell in enumerate(cells) if cell and (place >= len(headings) or not headings[place])]
    return row | {SURPLUS: " ; ".join(beyond)[:MOST_SIGNS]} if beyond else row


def _records(text: str) -> Table:
    """A list of records, the one list of a record, or the features of a GeoJSON collection."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        raise Unreadable(_("This JSON cannot be read, from %(where)s on.") % {"where": where}) from error
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        found = [_of_feature(feature) for feature in _list_of(found.get("features"))]
    elif isinstance(found, dict):
        found = next((value for value in found.values() if _is_records(value)), [found])
    if not _is_records(found):
        raise Unreadable(_("This JSON holds no list of records."))
    if len(found) > MOST_ROWS:
        raise Unreadable(_too_big())
    rows = [_of_record(record) for record in found]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    if not headings or len(headings) > MOST_COLUMNS:
        raise Unreadable(_too_big() if headings else _("This file is empty."))
    return Table(headings, [row for row in rows if row])


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def _list_of(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _of_record(record: dict[str, Any]) -> dict[str, str]:
    texts = {cleaned(str(key))[:120]: _text_of(value) for key, value in record.items()}
    return {key: text for key, text in texts.items() if key and text}


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(not isinstance(one, (list, dict)) for one in value):
        value = " ; ".join(str(one) for one in value if one is not None)
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    return cleaned(str(value))[:MOST_SIGNS]


def _of_feature(feature: dict[str, Any]) -> dict[str, Any]:
    """The properties of a feature; a point also says latitude and longitude."""
    properties = feature.get("properties")
    record = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    points = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if isinstance(points, list) and len(points) >= 2:
        record |= {"longitude": points[0], "latitude": points[1]}
    return record


def _too_big() -> str:
    return _("This file is too big: %(rows)s rows and %(columns)s columns at most. Cut it in two.") % {
        "rows": MOST_ROWS,
        "columns": MOST_COLUMNS,
    }
