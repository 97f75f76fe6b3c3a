"""What a list sent beside a form calls its choices: `select_one_from_file communes.csv`, and the `itemsets.csv` of older sheets.

Source: the ODK documentation of selects from files (CSV, XML, GeoJSON). None of them names a language; ours is read of a column
`label_ar` or `label::العربية`, as the lists of the platform write it, and `label` stands in.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from taghyir.xforms.languages import language_code
from taghyir.xforms.xform import KEPT_LISTS, Element, Labels, Reader, name_of

EXTERNAL = "itemsets.csv"  # one file for the choices of every `select_one_external`, told apart by `list_name`
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ADDRESS = re.compile(r"jr://(?:file-csv|file)/(.+)")
_TRANSLATED = re.compile(r"label(?:::?|_)(.+)")
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
Choices = dict[str, Labels]


@dataclass(frozen=True)
class Attached:
    """Where one question takes its choices from: the file, and its columns for the code and the words."""

    file: str
    value: str
    label: str
    part: str = ""  # the `list_name` of its rows, in `itemsets.csv`


def attached_lists(xml: str) -> dict[str, Attached]:
    """The list that each question chooses from, by its path; those in the form itself and those of the platform left out."""
    reader = Reader(etree.fromstring(xml.encode(), etree.XMLParser(**_PARSER)))
    root = f"/{name_of(reader.instance)}/"
    found = {at.removeprefix(root): _list_of(reader, control) for at, control in reader.controls.items()}
    return {path: one for path, one in found.items() if one and one.file not in KEPT_LISTS}


def _list_of(reader: Reader, control: Element) -> Attached | None:
    if query := _INSTANCE.search(control.get("query") or ""):
        return Attached(EXTERNAL, "name", "label", query[1])
    itemset = next((e for e in control if name_of(e) == "itemset"), None)
    if itemset is None or not (source := _INSTANCE.search(itemset.get("nodeset") or "")):
        return None
    instance = reader.lists.get(source[1])
    address = _ADDRESS.fullmatch(instance.get("src") or "") if instance is not None else None
    columns = {name_of(e): e.get("ref") or "" for e in itemset}
    return Attached(address[1], columns.get("value", ""), columns.get("label", "")) if address else None


def choices_in(content: bytes, wanted: Attached) -> Choices:
    """The words of each code; the first when a code stands there twice. Nothing of a file that cannot be read."""
    ending = wanted.file.rpartition(".")[2].casefold()
    read = {"xml": _from_xml, "geojson": _from_geojson}.get(ending, _from_csv)
    try:
        return read(content, wanted)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error, etree.XMLSyntaxError):
        return {}


def _from_csv(content: bytes, wanted: Attached) -> Choices:
    text = content.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    headings = [heading.strip() for heading in next(rows, [])]
    value, part = headings.index(wanted.value), headings.index("list_name") if wanted.part else 0
    columns = _label_columns(headings, wanted.label)
    found: Choices = {}
    for row in rows:
        if len(row) > max(value, part) and (not wanted.part or row[part].strip() == wanted.part):
            found.setdefault(row[value].strip(), _labels_of(row, columns))
    return found


def _label_columns(headings: Sequence[str], label: str) -> list[tuple[str, int]]:
    """Which columns are words, and in which language; the one that the form shows is in none."""
    told = ((_TRANSLATED.fullmatch(heading), at) for at, heading in enumerate(headings))
    columns = [(language_code(found[1]), at) for found, at in told if found]
    return [*columns, *[("", at) for at, heading in enumerate(headings) if heading == label]]


def _labels_of(row: Sequence[str], columns: Iterable[tuple[str, int]]) -> Labels:
    return {language: row[at].strip() for language, at in columns if at < len(row) and row[at].strip()}


def _from_xml(content: bytes, wanted: Attached) -> Choices:
    root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    return _from_items(({name_of(e): "".join(e.itertext()) for e in item} for item in root), wanted)


def _from_geojson(content: bytes, wanted: Attached) -> Choices:
    features: list[dict[str, Any]] = json.loads(content)["features"]
    return _from_items(({"id": one.get("id", ""), **(one.get("properties") or {})} for one in features), wanted)


def _from_items(items: Iterator[Mapping[str, Any]], wanted: Attached) -> Choices:
    found: Choices = {}
    for item in items:
        columns = _label_columns(list(item), wanted.label)
        code = str(item.get(wanted.value, "")).strip()
        found.setdefault(code, _labels_of([str(words) for words in item.values()], columns))
    return found
