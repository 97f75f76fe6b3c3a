"""Spreadsheets are opened in a process of their own, with little memory and little time: a bomb goes off there.

`python -m taghyir.tables.spreadsheets FILE ROWS COLUMNS MEMORY` writes each row of the first filled sheet as a line of JSON.
"""

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

MEMORY, SECONDS = 1_000_000_000, 60  # bytes of address space, seconds of CPU
UNZIPPED, WRITTEN, CELL = 250_000_000, 60_000_000, 5_000  # bytes a file says it holds; signs in all, and of one cell
TOO_BIG = 3  # exit code
_ROOT = Path(__file__).parent.parent.parent


class Unopened(ValueError):
    """This is no spreadsheet, or it takes more than it may."""


class TooBig(ValueError):
    """It has more rows or columns than asked for."""


def spreadsheet_rows(content: bytes, *, rows: int, columns: int) -> list[list[str]]:
    """The rows of the first sheet that has some, as texts. `rows` and `columns` at most, else TooBig."""
    _refuse_bomb(content)
    with tempfile.NamedTemporaryFile(suffix=".sheet") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-m", __name__, file.name, *map(str, (rows, columns, MEMORY))]
        try:
            done = subprocess.run(command, capture_output=True, cwd=_ROOT, timeout=2 * SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise Unopened from error
    if done.returncode == TOO_BIG:
        raise TooBig
    if done.returncode:
        raise Unopened
    return [json.loads(line) for line in done.stdout.splitlines()]


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


def _main(path: str, most_rows: int, most_columns: int) -> int:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if not sheet.height:
            continue
        if sheet.height > most_rows or sheet.width > most_columns:
            return TOO_BIG
        written = 0
        for row in sheet.iter_rows():
            line = json.dumps([_text(value)[:CELL] for value in row])
            written += len(line)
            if written > WRITTEN:
                return TOO_BIG
            sys.stdout.write(line + "\n")
        break
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[4]), int(sys.argv[4])))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
