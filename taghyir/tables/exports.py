"""Tables people take away: CSV with a byte order mark or XLSX, row by row, no formula ever run, every export logged."""

import csv
import datetime as dt
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from taghyir.core import journal
from taghyir.tables.listing import Column, cells

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%＝＋－＠]")
_FIRST_SIGNS = frozenset(" =+-@|%＝＋－＠")  # with which text that is printed whole may be a formula
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WRITTEN_AS_THEY_ARE = frozenset((int, float, Decimal, dt.date, type(None)))  # by the writer of CSV, as `neutral` would
_LIMIT = 32_767  # characters a cell of XLSX may hold; in CSV nothing is cut


class _Echo:
    def write(self, line: str) -> str:
        return line


def table_response(request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponseBase:
    """`rows` as a file, in the format the request asks for. Numbers and dates stay numbers and dates."""
    file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    journal.note_access(
        request.user if request.user.is_authenticated else None, "list.exported", None, name=name, format=file_format
    )
    source = rows.iterator(chunk_size=1_000) if isinstance(rows, QuerySet) else rows
    headings = [str(heading) for heading, _read in columns]
    file_name = f"{name}-{dt.date.today():%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        return FileResponse(
            _workbook(headings, cells(columns, source)), as_attachment=True, filename=file_name, content_type=XLSX
        )
    response = StreamingHttpResponse(
        csv_lines(headings, cells(columns, source)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of CSV; the first begins with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([neutral(heading) for heading in headings])
    for row in rows:
        yield writer.writerow(neutral_row(row))


def neutral(value: Any) -> Any:
    """`value` as a spreadsheet may open it: text that looks like a formula gets an apostrophe, numbers stay numbers."""
    if type(value) is str and value.isprintable() and value[:1] not in _FIRST_SIGNS:
        return value  # nearly every cell: nothing in it to look at twice
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float, Decimal, dt.date, dt.time)):
        return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
    text = _UNWRITABLE.sub("", str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def neutral_row(values: Iterable[Any]) -> list[Any]:
    """A row of CSV, each value as `neutral` leaves it: said again here, since a long table is made of nothing else."""
    return [
        value
        if (type(value) is str and value.isprintable() and value[:1] not in _FIRST_SIGNS)
        or type(value) in _WRITTEN_AS_THEY_ARE
        else neutral(value)
        for value in values
    ]


def as_typed(text: str) -> str:
    """The reverse of `neutral` for text read back."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _workbook(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([cell_of(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def cell_of(sheet: Any, value: Any) -> Any:
    """A cell of a sheet that is written only: typed, and never a formula. What is longer than a cell says so where it is cut."""
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
    if isinstance(value, (int, float, Decimal, dt.date)) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, None)
    text = str(neutral(value))
    cell.value = _within_cell(text.removeprefix("'") if text != value and text.startswith("'") else text)
    cell.data_type = "s"  # a text whatever it begins with
    cell.quotePrefix = text.startswith("'")
    return cell


def _within_cell(text: str) -> str:
    if len(text) <= _LIMIT:
        return text
    said = " … " + _("[Cut here: it is longer than a cell of a workbook. The CSV has it whole.]")
    return text[: _LIMIT - len(said)] + said
