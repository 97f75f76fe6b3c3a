"""Answers written to files, piece by piece, so that ten thousand cost no more memory than ten. No formula ever runs."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from django.core.files.base import File
from openpyxl import Workbook

from taghyir.review.columns import Row, Table, moment_of, turns_of
from taghyir.review.places import geometry_of
from taghyir.surveys.models import Attachment
from taghyir.tables.exports import cell_of, neutral_row

AT_ONCE = 500  # rows written together
PIECE = 262_144  # bytes read or sent together
_UNSAFE = re.compile(r"[^\w.-]+")


def csv_of(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """One table as CSV, with the mark by which spreadsheets know UTF-8."""
    sheet = _Sheet(table)
    yield b"\xef\xbb\xbf" + sheet.taken()
    for row in rows:
        if not table.repeat:
            sheet.add(row)
        else:
            for turn in turns_of(row):
                if turn["repeat"] == table.repeat:
                    sheet.add(turn)
        if sheet.waiting >= AT_ONCE:
            yield sheet.taken()
    yield sheet.taken()


def zip_of_tables(tables: list[Table], rows: Iterable[Row]) -> Iterator[bytes]:
    """A zip with one CSV a table; the answers are read once."""
    files = [tempfile.TemporaryFile() for _table in tables]  # noqa: SIM115 - closed below, also when nobody reads on
    try:
        for file in files:
            file.write(b"\xef\xbb\xbf")
        sheets = {table.repeat: (_Sheet(table), file) for table, file in zip(tables, files, strict=True)}
        _fill(sheets, rows)
        names = [f"{name}.csv" for name in _told_apart(_UNSAFE.sub("_", table.name) for table in tables)]
        yield from _zipped([(name, file) for name, file in zip(names, files, strict=True)], zipfile.ZIP_DEFLATED)
    finally:
        for file in files:
            file.close()


def _fill(sheets: dict[str, tuple["_Sheet", BinaryIO]], rows: Iterable[Row]) -> None:
    answers, _file = sheets[""]
    adding = {repeat: sheet.add for repeat, (sheet, _file) in sheets.items() if repeat}
    for row in rows:
        answers.add(row)
        if adding:
            for turn in turns_of(row):
                if add := adding.get(turn["repeat"]):
                    add(turn)
        if answers.waiting >= AT_ONCE:
            for sheet, file in sheets.values():
                file.write(sheet.taken())
    for sheet, file in sheets.values():
        file.write(sheet.taken())
        file.seek(0)


class _Sheet:
    """Rows that wait to be written as lines of CSV, many together."""

    def __init__(self, table: Table):
        self._reads: list[Callable[[Row], Any]] = [read for _heading, read in table.columns]
        self._rows: list[list[Any]] = [[str(heading) for heading, _read in table.columns]]

    @property
    def waiting(self) -> int:
        return len(self._rows)

    def add(self, row: Row) -> None:
        self._rows.append([read(row) for read in self._reads])

    def taken(self) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(map(neutral_row, self._rows))
        self._rows.clear()
        return text.getvalue().encode("utf-8", "replace")


def book_of(tables: list[Table], rows: Iterable[Row]) -> BinaryIO:
    """An XLSX with one sheet a table; numbers and dates stay numbers and dates."""
    book = Workbook(write_only=True)
    names = _told_apart(re.sub(r"[\\/*?:\[\]]", "-", table.name)[:28] or "-" for table in tables)
    sheets = {table.repeat: (book.create_sheet(name), table) for table, name in zip(tables, names, strict=True)}
    for sheet, table in sheets.values():
        sheet.freeze_panes = "A2"
        sheet.append([cell_of(sheet, str(heading)) for heading, _read in table.columns])
    for row in rows:
        _append(sheets[""], row)
        for turn in turns_of(row) if len(sheets) > 1 else ():
            if known := sheets.get(turn["repeat"]):
                _append(known, turn)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file  # type: ignore[return-value]


def _append(written: tuple[Any, Table], row: Row) -> None:
    sheet, table = written
    sheet.append([cell_of(sheet, read(row)) for _heading, read in table.columns])


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """A file given away piece by piece, then closed."""
    with file:
        while piece := file.read(PIECE):
            yield piece


def geojson_of(places: list[dict[str, Any]], rows: Iterable[Row]) -> Iterator[bytes]:
    """A GeoJSON (RFC 7946) with a feature for each point, line and shape answered; `places` are the questions that hold them."""
    yield b'{"type":"FeatureCollection","features":[\n'
    mark = b""
    for row in rows:
        for question, item, key in _placed(places, row):
            said = item.get(question["path"])
            if geometry := geometry_of(question["type"], said if isinstance(said, str) else ""):
                properties = {
                    "receipt": row["receipt"],
                    "question": question["path"],
                    "received": moment_of(row),
                    "state": row["review__state"] or "received",
                    "KEY": key,
                }
                feature = {"type": "Feature", "geometry": geometry, "properties": properties}
                yield mark + json.dumps(feature, ensure_ascii=False).encode()
                mark = b",\n"
    yield b"\n]}\n"


def _placed(places: list[dict[str, Any]], row: Row) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    yield from ((question, row["answers"], row["instance_id"]) for question in places if not question["repeat"])
    inside = {question["repeat"] for question in places} - {""}
    for turn in turns_of(row) if inside else ():
        yield from ((q, turn["item"], turn["key"]) for q in places if q["repeat"] == turn["repeat"])


def zip_of_media(attachments: Iterable[Attachment]) -> Iterator[bytes]:
    """The photos, recordings and files, each in the folder of its receipt, under a name that harms no computer."""
    used: set[str] = set()
    yield from _zipped(
        ((_name_of(attachment, used), attachment.content) for attachment in attachments), zipfile.ZIP_STORED
    )


def _name_of(attachment: Attachment, used: set[str]) -> str:
    bare = _UNSAFE.sub("_", attachment.name.replace("\\", "/").rpartition("/")[2]).lstrip(".")[-80:] or "file"
    name = f"{attachment.submission.receipt}/{bare}"
    if name.casefold() in used:
        name = f"{attachment.submission.receipt}/{attachment.pk}-{bare}"
    used.add(name.casefold())
    return name


def _told_apart(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        while name.casefold() in {one.casefold() for one in found}:
            name += "_"
        found.append(name)
    return found


def _zipped(files: Iterable[tuple[str, Any]], method: int) -> Iterator[bytes]:
    """A zip of `files`, given away piece by piece; a file that is gone is named in a note, and the others are there."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", method, compresslevel=1) as archive:
        for name, file in files:
            try:
                source = file.open("rb") if isinstance(file, File) else file
            except FileNotFoundError:
                archive.writestr(f"{name}.missing.txt", "")
                continue
            entry = zipfile.ZipInfo(name, dt.datetime.now().timetuple()[:6])
            entry.compress_type = method
            with archive.open(entry, "w", force_zip64=True) as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield pipe.taken()
            source.close()
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """What a zip writes into, and which forgets what was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces
