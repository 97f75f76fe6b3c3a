"""Answers written as the XML that the form opens again: the empty sheet of the form, filled with what is answered today."""

import copy
from typing import Any

from lxml import etree

from taghyir.corrections.rules import local, primary_instance, xml_of
from taghyir.surveys.models import FormVersion, Submission

RESERVED = "reserved"  # the type of a question whose answers are kept apart
TEMPLATE = "{http://openrosa.org/javarosa}template"
Answers = dict[str, Any]
Element = Any


def instance_of(submission: Submission, answers: Answers) -> str:
    """`answers` in the version of the form they were given to, under the identifier they came with."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    sheet = copy.deepcopy(primary_instance(etree.fromstring(xml_of(submission.version.xform), parser)))
    repeats = {question["path"] for question in submission.version.questions if question["type"] == "repeat"}
    hidden = {question["path"] for question in submission.version.questions if question["type"] == RESERVED}
    _fill(sheet, "", answers, repeats, hidden)
    came = etree.fromstring(xml_of(submission.xml), parser)
    _fill_meta(sheet, meta_of(came) | {"instanceID": submission.instance_id})
    etree.cleanup_namespaces(sheet)
    return etree.tostring(sheet, encoding="unicode")


def form_of(version: FormVersion) -> str:
    """The form as a correction opens it: reserved questions are not asked, and no rule waits for their answer."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml_of(version.xform), parser)
    top = f"/{local(primary_instance(root))}/"
    hidden = {f"{top}{question['path']}" for question in version.questions if question["type"] == RESERVED}
    for element in [e for e in root.iter() if local(e)]:
        if local(element) == "bind" and element.get("nodeset") in hidden:
            for rule in ("required", "constraint"):
                element.attrib.pop(rule, None)
        elif element.get("ref") in hidden and local(element) not in ("label", "hint"):
            element.getparent().remove(element)
    return etree.tostring(root, encoding="unicode")


def has_reserved(version: FormVersion) -> bool:
    """Whether some of its answers are kept apart, and stay as they came."""
    return any(question["type"] == RESERVED for question in version.questions)


def meta_of(sheet: Element) -> dict[str, str]:
    """What a sheet says of its own sending: its identifier, and what the phone noted there."""
    meta = next((e for e in sheet if local(e) == "meta"), None)
    return {local(e): "".join(e.itertext()).strip() for e in meta if local(e)} if meta is not None else {}


def _fill(parent: Element, path: str, answers: Answers, repeats: set[str], hidden: set[str]) -> None:
    for element in list(parent):
        name = local(element)
        here = f"{path}/{name}" if path else name
        if not name or (not path and name == "meta"):
            continue
        if here in repeats:
            _fill_turns(parent, element, here, answers, repeats, hidden)
        elif len(element):
            _fill(element, here, answers, repeats, hidden)
        else:
            element.text = (answers.get(here) or None) if here not in hidden else None


def _fill_turns(
    parent: Element, element: Element, here: str, answers: Answers, repeats: set[str], hidden: set[str]
) -> None:
    """One element for each turn, where the empty one stood; a second empty one of the same name goes."""
    previous = element.getprevious()
    while previous is not None and not local(previous):
        previous = previous.getprevious()
    at = parent.index(element)
    parent.remove(element)
    if previous is not None and local(previous) == local(element):
        return
    for place, turn in enumerate(answers.get(here, [])):
        filled = copy.deepcopy(element)
        filled.attrib.pop(TEMPLATE, None)
        _fill(filled, here, turn, repeats, hidden)
        parent.insert(at + place, filled)


def _fill_meta(sheet: Element, noted: dict[str, str]) -> None:
    meta = next((e for e in sheet if local(e) == "meta"), None)
    if meta is None:
        meta = etree.SubElement(sheet, "{http://openrosa.org/xforms}meta", nsmap={"orx": "http://openrosa.org/xforms"})
    if not any(local(e) == "instanceID" for e in meta):
        etree.SubElement(meta, meta.tag.replace("meta", "instanceID"))
    for element in meta:
        if local(element):
            element.text = noted.get(local(element)) or None
