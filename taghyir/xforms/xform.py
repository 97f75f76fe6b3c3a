"""What an XForm asks: its identity, its questions with their words in each language, the files it shows.

Source: the ODK XForms specification. Reads forms made by pyxform and by others; the elements are known by local name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import etree

from taghyir.xforms.apart import as_reserved, purpose_of
from taghyir.xforms.languages import language_code

KEPT_LISTS = ("organisations.csv", "places.csv")  # made by the house for who asks, see lists.py
JAVAROSA = "{http://openrosa.org/javarosa}"
_TYPES = {"string": "text", "int": "integer", "dateTime": "datetime", "binary": "file", "": "text"}
_UPLOADS = {"image/*": "image", "audio/*": "audio", "video/*": "video"}
_CONTROLS = {"select": "select_multiple", "select1": "select_one", "rank": "rank", "trigger": "acknowledge"}
_FILE = re.compile(r"jr://(?:images?|audio|video|file|file-csv)/([^\s\"<][^\"<]*)")
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ITEXT = re.compile(r"jr:itext\(\s*(?:['\"]([^'\"]+)['\"]|([\w./-]+))\s*\)")
Element = Any
Labels = dict[str, str]


class NotAForm(ValueError):
    """The XML is well formed, and is not an XForm."""


@dataclass
class XForm:
    """What was read of one XForm."""

    xform_id: str
    version: str
    title: str
    languages: list[str]
    questions: list[dict[str, Any]]
    files: list[str] = field(default_factory=list)
    odd_lists: list[str] = field(default_factory=list)  # questions that would keep another column than the code


def name_of(element: Element) -> str:
    """The name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_xform(xml: str) -> XForm:
    """Read `xml`, made by pyxform or otherwise trusted to be harmless. Raises NotAForm."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml.encode(), parser)
    reader = Reader(root)
    return XForm(
        xform_id=reader.instance.get("id") or "",
        version=reader.instance.get("version") or "",
        title=" ".join((reader.first("title") or "").split()),
        languages=reader.languages,
        questions=list(reader.questions()),
        files=sorted({unescape(name).strip() for name in _FILE.findall(xml)}),
        odd_lists=reader.odd_lists,
    )


class Reader:
    """One XForm taken apart: its texts, its binds, what shows each question."""

    def __init__(self, root: Element):
        self.root = root
        model = next((e for e in root.iter() if name_of(e) == "model"), None)
        instances = [e for e in (model if model is not None else ()) if name_of(e) == "instance"]
        if not instances or not len(instances[0]):
            raise NotAForm("no model, or no instance in it")
        self.instance = next(e for e in instances[0] if name_of(e))
        self.texts: dict[str, Labels] = {}
        self.languages: list[str] = []
        self._read_texts()
        self.lists = {e.get("id"): e for e in instances[1:]}
        self.binds = {e.get("nodeset"): e for e in root.iter() if name_of(e) == "bind"}
        self.controls: dict[str, Element] = {}
        self.repeats: set[str] = set()
        self._read_body()
        self.odd_lists: list[str] = []
        self._choices: dict[tuple[str, str, str], tuple[dict[str, Labels], list[str]]] = {}

    def first(self, name: str) -> str | None:
        return next(("".join(e.itertext()) for e in self.root.iter() if name_of(e) == name), None)

    def _read_texts(self) -> None:
        for translation in (e for e in self.root.iter() if name_of(e) == "translation"):
            language = language_code(translation.get("lang") or "")
            if language not in self.languages:
                self.languages.append(language)
            for text in (e for e in translation if name_of(e) == "text"):
                plain = next((e for e in text if name_of(e) == "value" and not e.get("form")), None)
                if plain is not None and (words := _words(plain)) not in ("", "-"):
                    self.texts.setdefault(text.get("id") or "", {}).setdefault(language, words)
        if not self.languages:
            self.languages = [""]

    def _read_body(self) -> None:
        body = next((e for e in self.root.iter() if name_of(e) == "body"), None)
        for element in body.iter() if body is not None else ():
            kind = name_of(element)
            if kind == "repeat":
                self.repeats.add(element.get("nodeset") or "")
                outer = element.getparent()
                if name_of(outer) == "group" and not outer.get("ref"):
                    self.controls.setdefault(element.get("nodeset") or "", outer)
            elif kind in ("group", "input", "upload", "range", *_CONTROLS) and (path := self._path_of(element)):
                self.controls.setdefault(path, element)

    def _path_of(self, element: Element) -> str:
        if path := element.get("ref") or element.get("nodeset"):
            return str(path)
        return next((path for path, bind in self.binds.items() if path and bind.get("id") == element.get("bind")), "")

    def questions(self) -> Iterator[dict[str, Any]]:
        """Groups, repeats and questions in the order of the form; what is only about the sending is left out."""
        yield from self._below(self.instance, f"/{name_of(self.instance)}", "", "")

    def _below(self, parent: Element, at: str, path: str, repeat: str) -> Iterator[dict[str, Any]]:
        seen = set()
        for element in parent:
            name = name_of(element)
            if not name or name in seen or (not path and name == "meta"):
                continue
            seen.add(name)
            here, inner = f"{at}/{name}", f"{path}/{name}" if path else name
            question = self._question(element, here, inner, repeat)
            yield question
            yield from self._below(element, here, inner, inner if question["type"] == "repeat" else repeat)

    def _question(self, element: Element, at: str, path: str, repeat: str) -> dict[str, Any]:
        control = self.controls.get(at)
        kind = self._kind(element, at, control)
        question: dict[str, Any] = {"path": path, "name": name_of(element), "type": kind, "repeat": repeat}
        question["labels"] = self.words_in(control, "label")
        if kind in ("select_one", "select_multiple", "rank"):
            question["choices"], question["values"] = self._choices_of(control)
            if kept := self._kept_list_of(control):
                question["list"] = kept
                if not _keeps_code(control):
                    self.odd_lists.append(question["name"])
        purpose = purpose_of(self.binds.get(at))
        return as_reserved(question, purpose) if purpose else question

    def _kept_list_of(self, control: Element) -> str:
        """The list of the house that a question chooses from; "" for another."""
        itemset = next((e for e in control if name_of(e) == "itemset"), None)
        source = _INSTANCE.search(itemset.get("nodeset") or "") if itemset is not None else None
        instance = self.lists.get(source[1]) if source else None
        address = (instance.get("src") or "") if instance is not None else ""
        return next((name for name in KEPT_LISTS if address == f"jr://file-csv/{name}"), "")

    def _kind(self, element: Element, at: str, control: Element | None) -> str:
        if at in self.repeats:
            return "repeat"
        if len(element) and (control is None or name_of(control) == "group"):
            return "group"
        bind = self.binds.get(at)
        bound = (bind.get("type") or "" if bind is not None else "").rpartition(":")[2]
        if control is None or name_of(control) == "group":
            is_file = bound == "binary"
            return "file" if is_file else "calculate" if bind is not None and bind.get("calculate") else "hidden"
        if name_of(control) == "upload":
            return _UPLOADS.get(control.get("mediatype") or "", "file")
        if name_of(control) == "input" and bind is not None and _is_note(bind):
            return "note"
        return _CONTROLS.get(name_of(control)) or _TYPES.get(bound, bound)

    def words_in(self, control: Element | None, part: str) -> Labels:
        """The `label` or the `hint` of a question in each language."""
        label = next((e for e in control if name_of(e) == part), None) if control is not None else None
        if label is None:
            return {}
        return self.words_of(label.get("ref") or "", _words(label))

    def words_of(self, reference: str, plain: str) -> Labels:
        """The texts that `reference` names, else the `plain` one, which is in the first language."""
        if found := _ITEXT.search(reference):
            return self.texts.get(found[1] or "", {})
        return {self.languages[0]: plain} if plain else {}

    def _choices_of(self, control: Element) -> tuple[dict[str, Labels], list[str]]:
        itemset = next((e for e in control if name_of(e) == "itemset"), None)
        if itemset is None:
            return self._listed([e for e in control if name_of(e) == "item"], "value", "label")
        parts = {name_of(e): e.get("ref") or "" for e in itemset}
        source = _INSTANCE.search(itemset.get("nodeset") or "")
        key = (source[1] if source else "", parts.get("value", ""), parts.get("label", ""))
        if key not in self._choices:
            instance = self.lists.get(key[0])
            items = [e for e in instance.iter() if name_of(e) == "item"] if instance is not None else []
            self._choices[key] = self._listed(items, key[1], key[2])
        return self._choices[key]

    def _listed(self, items: list[Element], value_ref: str, label_ref: str) -> tuple[dict[str, Labels], list[str]]:
        choices: dict[str, Labels] = {}
        for item in items:
            inside = {name_of(e): e for e in item}
            value = "".join(inside[value_ref].itertext()).strip() if value_ref in inside else ""
            if value:
                choices.setdefault(value, self._item_label(inside, label_ref))
        return choices, list(choices)

    def _item_label(self, inside: dict[str, Element], label_ref: str) -> Labels:
        if itext := _ITEXT.search(label_ref):
            key = itext[1] or ("".join(inside[itext[2]].itertext()) if itext[2] in inside else "")
            return self.texts.get(key.strip(), {})
        label = inside.get(label_ref)
        if label is None:
            return {}
        if itext := _ITEXT.search(label.get("ref") or ""):
            return self.texts.get(itext[1] or "", {})
        return {self.languages[0]: words} if (words := _words(label)) else {}


def _keeps_code(control: Element) -> bool:
    """Whether the answer is the column `name` of the list."""
    return any(name_of(e) == "value" and e.get("ref") == "name" for e in control.iter())


def _is_note(bind: Element) -> bool:
    return (bind.get("readonly") or "").strip() in ("true()", "true") and bind.get("calculate") is None


def _words(element: Element) -> str:
    """The text of a label; another answer shown inside it is written [name]."""
    parts = [element.text or ""]
    for child in element:
        if name_of(child) == "output":
            parts.append(f"[{(child.get('value') or child.get('ref') or '').strip().rpartition('/')[2]}]")
        else:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return "".join(parts).strip()
