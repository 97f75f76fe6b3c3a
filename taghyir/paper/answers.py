"""What a person confirmed, checked and written as the XML that phones send: the same way in as every answer."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from taghyir.core.actions import Refused
from taghyir.paper.layout import TICKS
from taghyir.paper.models import PaperSheet
from taghyir.tables.cells import western

SHEETS = uuid.UUID("5f1c1e36-6f3b-4b7c-9f5e-0a2d7b1f4c11")  # the name space of the numbers of sheets
LONGEST = 4_000  # characters
ORX = "http://openrosa.org/xforms"
Answers = dict[str, str]


def checked_answers(laid: Mapping[str, Any], given: Mapping[str, str]) -> Answers:
    """The answers by key of field, as a form keeps them; blank ones left out. Refused with the field that is wrong."""
    answers = {}
    for one in laid["fields"]:
        key = one["key"]
        if key not in given:
            raise Refused(_("Decide what the sheet says here."), code="undecided", field=key)
        value = _checked(one, western(given[key]) if one["kind"] in _CHECKS else given[key].strip())
        if value:
            answers[key] = value
        elif one["is_required"]:
            raise Refused(
                _("The form asks for an answer here. Ask the person, or set the sheet aside."),
                code="required",
                field=key,
            )
    return answers


def xml_of(sheet: PaperSheet, answers: Answers) -> bytes:
    """The instance of the form, with an identifier made of the number of the sheet: sent twice, it is the same."""
    version = sheet.batch.version
    instance = _instance_of(version.xform)
    for one in (one for one in sheet.batch.layout["fields"] if not one["turn"]):
        _write(_at(instance, one["path"]), answers.get(one["key"], ""))
    for repeat in {one["repeat"] for one in sheet.batch.layout["fields"] if one["turn"]}:
        _write_blocks(instance, repeat, sheet.batch.layout["fields"], answers)
    instance.set("id", version.form.xform_id)
    instance.set("version", version.version)
    _name(instance, f"uuid:{uuid.uuid5(SHEETS, sheet.number)}")
    return etree.tostring(instance, encoding="utf-8")


def _checked(one: Mapping[str, Any], value: str) -> str:
    known = {choice for choice, _words in one["choices"]}
    if one["kind"] in TICKS:
        values = value.split() if one["kind"] == "select_multiple" else [value] if value else []
        if not known.issuperset(values):
            raise Refused(_("Choose one of the answers of the form."), code="choice", field=one["key"])
        return " ".join(values)
    if len(value) > LONGEST or any(ord(sign) < 32 and sign not in "\n\r\t" for sign in value):
        raise Refused(_("Write at most 4,000 characters."), code="long", field=one["key"])
    try:
        return _CHECKS[one["kind"]](value) if value and one["kind"] in _CHECKS else value
    except (ValueError, InvalidOperation):
        raise Refused(str(_SAID[one["kind"]]()), code="kind", field=one["key"]) from None


def _integer(value: str) -> str:
    if not re.fullmatch(r"-?\d{1,9}", value := re.sub(r"\s", "", value)):
        raise ValueError
    return str(int(value))


def _decimal(value: str) -> str:
    value = re.sub(r"\s", "", value).replace(",", ".").replace("٫", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,9})?", value):
        raise ValueError
    return str(Decimal(value))


def _digits(value: str) -> str:
    """As they are written: a phone begins with 0."""
    if not re.fullmatch(r"[\d+.,()/ -]{1,40}", value := value.strip()):
        raise ValueError
    return value


_CHECKS = {
    "digits": _digits,
    "integer": _integer,
    "decimal": _decimal,
    "date": lambda value: dt.date.fromisoformat(value).isoformat(),
    "time": lambda value: dt.time.fromisoformat(value).strftime("%H:%M:%S"),
}
_SAID = {
    "digits": lambda: _("Write digits only, for example 0612345678."),
    "integer": lambda: _("Write a whole number, for example 12."),
    "decimal": lambda: _("Write a number, for example 12.5."),
    "date": lambda: _("Write a date that exists."),
    "time": lambda: _("Write a time, for example 14:30."),
}


def _instance_of(xform: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xform.encode(), parser)
    model = next(root.iter("{*}model"))
    first = next(element for element in model if etree.QName(element).localname == "instance")
    return next(element for element in first if isinstance(element.tag, str))


def _at(parent: Any, path: str) -> Any:
    """The first element at `path` below `parent`."""
    for name in path.split("/"):
        parent = next(child for child in parent if isinstance(child.tag, str) and etree.QName(child).localname == name)
    return parent


def _write(element: Any, value: str) -> None:
    element.text = value or None


def _write_blocks(instance: Any, repeat: str, fields: list[dict[str, Any]], answers: Answers) -> None:
    """A block of a repeat for each that holds an answer, in the order of the sheet."""
    mould = _at(instance, repeat)
    parent, name = mould.getparent(), etree.QName(mould).localname
    place = parent.index(mould)
    for other in [child for child in parent if isinstance(child.tag, str) and etree.QName(child).localname == name]:
        parent.remove(other)
    inside = [one for one in fields if one["repeat"] == repeat and answers.get(one["key"])]
    for turn in sorted({one["turn"] for one in inside}):
        block = etree.fromstring(etree.tostring(mould, with_tail=False))
        for attribute in [name for name in block.attrib if name.endswith("template")]:
            del block.attrib[attribute]
        for one in (one for one in inside if one["turn"] == turn):
            _write(_at(block, one["path"].removeprefix(f"{repeat}/")), answers[one["key"]])
        parent.insert(place, block)
        place += 1


def _name(instance: Any, identifier: str) -> None:
    """Write the identifier where the form has its own, or add the place for it."""
    meta = next(
        (child for child in instance if isinstance(child.tag, str) and etree.QName(child).localname == "meta"), None
    )
    if meta is None:
        meta = etree.SubElement(instance, f"{{{ORX}}}meta")
    inside = next((child for child in meta if etree.QName(child).localname == "instanceID"), None)
    if inside is None:
        inside = etree.SubElement(meta, f"{{{ORX}}}instanceID")
    inside.text = identifier
