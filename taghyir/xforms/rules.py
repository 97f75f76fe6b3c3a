"""What an XForm says of each question besides its words: help, conditions and calculations, as they are written in a sheet."""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from taghyir.xforms.xform import JAVAROSA, Labels, Reader, name_of

_ROOTED = re.compile(r"\s*(?:instance\('__last-saved'\))?(/[^\W\d][\w.-]*)(?:/[^\W\d][\w.-]*)*/([^\W\d][\w.-]*)\s*")
_NEAR = re.compile(r"\s*(?:current\(\)/)?(?:\.\./)+(?:[^\W\d][\w.-]*/)*([^\W\d][\w.-]*)\s*")
_FILTER = re.compile(r"\[(.*)\]\s*$", re.S)


@dataclass
class Rules:
    """Of one question. An expression is written as in a sheet: `${age} > 15`; "" where there is none."""

    help: Labels = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Labels = field(default_factory=dict)
    relevant: str = ""
    required: str = ""
    required_message: Labels = field(default_factory=dict)
    calculation: str = ""
    choice_filter: str = ""
    appearance: str = ""


def read_rules(xml: str) -> dict[str, Rules]:
    """The rules of each question, by its path, of an XForm that this house has taken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    reader = Reader(etree.fromstring(xml.encode(), parser))
    root = f"/{name_of(reader.instance)}"
    places = [at for at in {*reader.binds, *reader.controls} if at and at.startswith(f"{root}/")]
    return {at.removeprefix(f"{root}/"): _rules_at(reader, root, at) for at in places}


def _rules_at(reader: Reader, root: str, at: str) -> Rules:
    bind, control = reader.binds.get(at), reader.controls.get(at)
    wrong, missing = _said(bind, f"{JAVAROSA}constraintMsg"), _said(bind, f"{JAVAROSA}requiredMsg")
    required = _as_in_sheet(_said(bind, "required"), root)
    return Rules(
        help=reader.words_in(control, "hint"),
        constraint=_as_in_sheet(_said(bind, "constraint"), root),
        constraint_message=reader.words_of(wrong, wrong),
        relevant=_as_in_sheet(_said(bind, "relevant"), root),
        required={"true()": "yes", "false()": ""}.get(required, required),
        required_message=reader.words_of(missing, missing),
        calculation=_as_in_sheet(_said(bind, "calculate"), root),
        choice_filter=_as_in_sheet(_filter_of(control), root),
        appearance=_said(control, "appearance"),
    )


def _said(element: Any, attribute: str) -> str:
    return " ".join((element.get(attribute) or "").split()) if element is not None else ""


def _filter_of(control: Any) -> str:
    """The condition on the choices that are offered."""
    itemset = next((e for e in control if name_of(e) == "itemset"), None) if control is not None else None
    found = _FILTER.search(_said(itemset, "nodeset"))
    return found[1] if found else ""


def _as_in_sheet(expression: str, root: str) -> str:
    """The paths of an XForm as the names they were made of; spaces as one writes them."""

    def named(found: re.Match[str]) -> str:
        return f" ${{{found[2]}}} " if found[1] == root else found[0]

    written = _NEAR.sub(lambda found: f" ${{{found[1]}}} ", _ROOTED.sub(named, expression))
    return re.sub(r"(?<=\() +| +(?=[),\]])", "", " ".join(written.split()))
