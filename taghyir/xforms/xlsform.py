"""Turn a sheet into an XForm, in a process of its own with little time and memory, so that no sheet harms the others.

`python -m taghyir.xforms.xlsform xlsx name_of_the_form < sheet` writes JSON: the XForm, or the faults with sheet, row and column.
Imports nothing of Django, to start fast.
"""

import json
import re
import resource
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pyxform import aliases
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.utils import external_choices_to_csv, has_external_choices
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from taghyir.xforms.marks import Mark, take_marks, wrong_marks

SECONDS = 20  # of processor
MEMORY = 1_500_000_000  # bytes of addresses
ROWS = 20_000  # of one sheet
Fault = dict[str, Any]
_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"(?:On the |for sheet: )'(\w+)'")
_QUOTED = re.compile(r"'([^']+)'")
_NAME = re.compile(r"[^\W\d][\w.-]*$")
_FAMILIES = ("select", "rank", "begin", "end", "add ", "osm", "csv-external", "xml-external", "audit", "background")
_EXPRESSIONS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
}  # the attribute of an XForm, and the column of a sheet
_COLUMN = re.compile(r"On the '\w+' sheet, the '([\w:]+)' value|Missing (calculation)|no (label|name)\b")
_OF_TYPE = re.compile(r"question type|Unmatched '|List name|list name")
_COLUMNS = {
    "no_type": "type",
    "unknown_type": "type",
    "no_list": "type",
    "no_name": "name",
    "bad_name": "name",
    "no_purpose": "sensitive",
    "no_mark": "sensitive",
    "telling": "sensitive",
    "tracked": "parameters",
}


def convert(path: Path) -> dict[str, Any]:
    """The XForm of the sheet at `path`, the list of choices kept outside it, or the faults."""
    book: Any = None
    try:
        book = get_xlsform(str(path))
        if too_long := next((s for s in ("survey", "choices", "external_choices") if len(_rows(book, s)) > ROWS), None):
            return {"faults": [_fault(too_long, None, "too_long", "Too many rows.")]}
        marks = take_marks(book)
        content = workbook_to_json(workbook_dict=book, fallback_form_name=path.stem, warnings=[])
        xform = create_survey_element_from_dict(content).to_xml(validate=False, pretty_print=False, warnings=[])
    except PyXFormError as error:
        return {"faults": list(_faults(error, book))}
    if faults := [*_marks_faults(marks, xform, book), *_wrong_expressions(xform, book)]:
        return {"faults": faults}
    itemsets = external_choices_to_csv(workbook_dict=book) if has_external_choices(json_struct=content) else None
    return {"xform": xform, "itemsets": itemsets}


def _rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    return list(getattr(book, sheet, None) or []) if book is not None else []


def _fault(sheet: str, row: int | None, code: str, words: str, value: str = "", column: str = "") -> Fault:
    column = column or _COLUMNS.get(code, "")
    return {"sheet": sheet, "row": row, "column": column, "code": code, "words": words, "value": value}


def _column_of(words: str, value: str, cells: dict[str, Any]) -> str:
    """The column that pyxform speaks of; "" when nobody can tell."""
    if found := _COLUMN.search(words):
        return next(filter(None, found.groups()))
    if _OF_TYPE.search(words):
        return "type"
    return next((str(name) for name, cell in cells.items() if value and f"${{{value}}}" in str(cell)), "")


def _faults(error: PyXFormError, book: Any) -> Iterator[Fault]:
    """What pyxform stumbled upon, and the plain mistakes of the other rows, each row once, from the top."""
    words = " ".join(str(error).split())
    row, sheet, quoted = _ROW.search(words), _SHEET.search(words), _QUOTED.search(words)
    value = quoted[1] if quoted else ""
    found = list(_plain_mistakes(book))
    if row:
        place: tuple[str, int | None] = (sheet[1] if sheet else "survey", int(row[1]))
    elif sheet or not value:
        place = (sheet[1] if sheet else "choices" if "choices sheet" in words else "", None)
    else:
        place = _place_of(value, book)
    if place not in {(fault["sheet"], fault["row"]) for fault in found}:
        rows, number = _rows(book, place[0]), (place[1] or 1) - 2
        column = _column_of(words, value, rows[number] if 0 <= number < len(rows) else {})
        found.append(_fault(*place, "pyxform", _ROW.sub("", words).strip(), value, column))
    yield from sorted(found, key=lambda fault: (fault["sheet"] != "survey", fault["sheet"], fault["row"] or 0))


def _place_of(value: str, book: Any) -> tuple[str, int | None]:
    for sheet in ("survey", "choices"):
        for number, row in enumerate(_rows(book, sheet), start=2):
            if value in (str(row.get("type")), str(row.get("name")), str(row.get("list_name"))):
                return sheet, number
    return "survey", None


def _plain_mistakes(book: Any) -> Iterator[Fault]:
    """What a person mistypes most: no type, no name, a name that cannot be one, a list of choices nobody wrote."""
    lists = {str(row.get("list_name") or row.get("list name") or "") for row in _rows(book, "choices")}
    for number, row in enumerate(_rows(book, "survey"), start=2):
        kind, name = str(row.get("type") or "").strip(), str(row.get("name") or "").strip()
        if not kind and row:
            yield _fault("survey", number, "no_type", "Question with no type.", name)
        elif kind and not name and not kind.startswith("end") and kind != "note" and _NAME.match(kind.split()[0]):
            yield _fault("survey", number, "no_name", "Question or group with no name.")
        elif name and not _NAME.match(name):
            yield _fault("survey", number, "bad_name", "Invalid name.", name)
        elif kind and not _is_known(kind):
            yield _fault("survey", number, "unknown_type", "Unknown question type.", kind)
        elif (missing := _list_of(kind)) and missing not in lists:
            yield _fault("survey", number, "no_list", "List name not in choices sheet.", missing)


def _is_known(kind: str) -> bool:
    words = kind.casefold().replace("_", " ")
    return kind in QUESTION_TYPE_DICT or kind in aliases._type_alias_map or words.startswith(_FAMILIES)


def _list_of(kind: str) -> str:
    """The list that `select_one list` chooses from; "" for another type, or for choices taken from earlier answers."""
    words = kind.split()
    chooses = len(words) > 1 and words[0] in ("select_one", "select_multiple", "rank")
    return words[1] if chooses and "${" not in words[1] else ""


def _wrong_expressions(xform: str, book: Any) -> Iterator[Fault]:
    """Conditions that no phone could compute: pyxform lets them through."""
    rows = {str(row.get("name")): number for number, row in enumerate(_rows(book, "survey"), start=2)}
    for bind in etree.fromstring(xform.encode()).iter("{http://www.w3.org/2002/xforms}bind"):
        name = (bind.get("nodeset") or "").rpartition("/")[2]
        for attribute, column in _EXPRESSIONS.items():
            written = bind.get(attribute) or "1"
            try:
                etree.XPath(written)
            except etree.XPathSyntaxError:
                yield _fault("survey", rows.get(name), "expression", "Invalid expression.", written, column)


def _marks_faults(marks: list[Mark], xform: str, book: Any) -> Iterator[Fault]:
    rows = {str(row.get("name")): number for number, row in enumerate(_rows(book, "survey"), start=2)}
    for sheet, row, code, value in wrong_marks(marks, xform):
        yield _fault(sheet, row or rows.get(value), code, "Sensitive answers.", value)


def main(kind: str, stem: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")  # about how the workbook of someone else was saved
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.{kind}"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            answer = convert(path)
        except Exception as error:  # a file that is no workbook fails in many ways
            answer = {"faults": [_fault("", None, "unreadable", type(error).__name__)]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
