"""Spreadsheets are opened in a process of their own, with little memory and little time: a bomb goes off there.

`python -m taghyir.tables.spreadsheets FILE ROWS COLUMNS MEMORY SHEET` writes what the book holds as a line of JSON, with how each
of its sheets begins when there are several, then each row as another: of the sheet of that name, else of the first that bears two
of the headings it is given as JSON, else of the first filled one. What is merged is said in each of its cells.
"""

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from taghyir.core.text import folded
from taghyir.tables.headers import LOOKED_AT

MEMORY, SECONDS = 1_000_000_000, 60  # bytes of address space, seconds of CPU
UNZIPPED, WRITTEN, CELL = 250_000_000, 60_000_000, 5_000  # bytes a file says it holds; signs in all, and of one cell
SHEETS = 20  # among which the one with headings that are known is looked for, and whose beginning is told
BEGINNING = 3  # filled lines that tell one sheet from another
TOO_BIG = 3  # exit code
_ROOT = Path(__file__).parent.parent.parent


class Unopened(ValueError):
    """This is no spreadsheet, or it takes more than it may."""


class TooBig(ValueError):
    """It has more rows or columns than asked for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet as texts, from the first line on; the names of all sheets one sees, and how each begins."""

    name: str
    names: list[str]
    beginnings: list[list[str]]
    rows: list[list[str]]


def read_sheet(content: bytes, *, rows: int, columns: int, name: str = "", known: Collection[str] = ()) -> Sheet:
    """The sheet called `name`, else the first with two headings that are `known` when folded, else the first that has rows.

    `rows` and `columns` at most, else TooBig.
    """
    _refuse_bomb(content)
    with tempfile.NamedTemporaryFile(suffix=".sheet") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", __name__, file.name, *map(str, (rows, columns, MEMORY, name))]
        try:
            done = subprocess.run(
                command,
                input=json.dumps(list(known)).encode(),
                capture_output=True,
                cwd=_ROOT,
                timeout=2 * SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unopened from error
    if done.returncode == TOO_BIG:
        raise TooBig
    if done.returncode:
        raise Unopened
    book, *lines = (json.loads(line) for line in done.stdout.splitlines())
    return Sheet(**book, rows=lines)


def _refuse_bomb(content: bytes) -> None:
    """Refuse at once what says itself that it is enormous; what lies about it meets the limits of the process."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Unopened from error
    if size > UNZIPPED:
        raise TooBig


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def _main(path: str, most_rows: int, most_columns: int, wanted: str, known: set[str]) -> int:
    book = CalamineWorkbook.from_path(path)
    names = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible] or book.sheet_names
    filled = (one for name in ([wanted] if wanted in names else names) if (one := book.get_sheet_by_name(name)).height)
    sheet = _likeliest(filled, known)
    beginnings = [_beginning(book, name) for name in names[:SHEETS]] if len(names) > 1 else []
    told = {"name": sheet.name if sheet else "", "names": names, "beginnings": beginnings}
    sys.stdout.write(json.dumps(told) + "\n")
    if sheet is None:
        return 0
    if sheet.total_height > most_rows or sheet.width > most_columns:
        return TOO_BIG
    written = 0
    for row in _filled(sheet):
        line = json.dumps(row)
        written += len(line)
        if written > WRITTEN:
            return TOO_BIG
        sys.stdout.write(line + "\n")
    return 0


def _likeliest(sheets: Iterator[Any], known: set[str]) -> Any:
    """The first whose first lines bear two known headings, else the first."""
    first = next(sheets, None)
    for sheet in chain([first] if first else [], islice(sheets, SHEETS)):
        if any(len(known & set(map(folded, map(str, row)))) > 1 for row in islice(sheet.iter_rows(), LOOKED_AT)):
            return sheet
    return first


def _beginning(book: CalamineWorkbook, name: str) -> list[str]:
    """The first lines of a sheet that are not blank, each on one line; nothing of one that holds no cells, as a chart."""
    try:
        rows = book.get_sheet_by_name(name).iter_rows()
    except CalamineError:
        return []
    lines = (" · ".join(filter(None, (_text(value).strip() for value in row[:12]))) for row in rows)
    return [line[:160] for line in islice(filter(None, lines), BEGINNING)]


def _filled(sheet: Any) -> Iterator[list[str]]:
    """The rows as texts; a cell that was merged with others says what they say."""
    start = sheet.start[1] if sheet.start else 0  # columns before the first filled one are not given; lines are
    beginning = defaultdict(list)
    for (first, left), (last, right) in sheet.merged_cell_ranges or []:
        if 0 <= left - start < sheet.width:
            beginning[first].append((last, left - start, min(right - start + 1, sheet.width)))
    open_ones: list[tuple[int, int, int, str]] = []
    for number, cells in enumerate(sheet.iter_rows()):
        row = [_text(value)[:CELL] for value in cells]
        open_ones = [one for one in open_ones if one[0] >= number]
        open_ones += [(last, begin, end, row[begin]) for last, begin, end in beginning.get(number, ())]
        for _last, begin, end, text in open_ones:
            row[begin:end] = [text] * (end - begin)
        yield row


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[4]), int(sys.argv[4])))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[5], set(json.load(sys.stdin))))
