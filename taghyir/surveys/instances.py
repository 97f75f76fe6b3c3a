"""What a phone or a browser sends, read without trust: bounded, without entities, known by local names.

Source: the OpenRosa submission API and the ODK XForms specification.
"""

import copy
import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from taghyir.core.actions import Refused
from taghyir.xforms.apart import FILES, RESERVED, Taken, stand_ins
from taghyir.xforms.xform import name_of

BYTES = 10_000_000
NODES = 100_000
ATTRIBUTES = 20_000
DEPTH = 40
Answers = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One filled form as it came: who it says it is, and its canonical digest."""

    xml: str
    root: Any
    xform_id: str
    version: str | None
    instance_id: str
    digest: str

    def answers(self, questions: Sequence[Mapping[str, Any]]) -> Answers:
        """`{"group/name": "value"}`; repeats are lists of the same; blank answers have no key; reserved ones say only that."""
        kinds = {question["path"]: question["type"] for question in questions}
        hidden = stand_ins(questions)
        return _answers(self.root, "", kinds, hidden) | hidden.get("", {})

    def parted(self, questions: Sequence[Mapping[str, Any]]) -> tuple["Sheet", Taken]:
        """This sheet without its answers to the reserved `questions`, and those answers; the digest is that of what came.

        Nothing is left of them, nor of what is blank: an empty group or a note that was shown would tell what was answered.
        """
        taken: Taken = {question["path"]: [] for question in questions if question["type"] == RESERVED}
        if not taken:
            return self, taken
        root, repeats = copy.deepcopy(self.root), {one["path"] for one in questions if one["type"] == "repeat"}
        for element, path, where in list(_standing(root, "", "", repeats)):
            if path in taken:
                if value := "".join(element.itertext()).strip():
                    taken[path].append((where, value))
                _take_away(element)
        for element, path, _where in reversed(list(_standing(root, "", "", repeats))):
            if not len(element) and not (element.text or "").strip() and path not in repeats:
                _take_away(element)
        return replace(self, root=root, xml=etree.tostring(root, encoding="unicode")), taken

    def expected_files(self, questions: Sequence[Mapping[str, Any]], answers: Answers) -> dict[str, str]:
        """The photos, recordings and files these answers speak of: name, and kind of the question."""
        asked = {question["path"]: question["type"] for question in questions if question["type"] in FILES}
        logged = _meta(self.root, "audit")
        return dict(_files(answers, asked)) | ({logged: "file"} if logged else {})


def read_sheet(content: bytes) -> Sheet:
    """Read the XML of a submission. Refused, in a sentence, when it is hostile, broken, or says not which form it fills."""
    text = _harmless(content)
    try:
        root = etree.fromstring(text.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(_("These answers are not well-formed XML."), code="xml") from error
    _require_shallow(root)
    xform_id, instance_id = root.get("id") or "", _meta(root, "instanceID")
    if not xform_id:
        raise Refused(_("These answers do not say which form they fill."), code="no_form")
    if not instance_id or len(instance_id) > 120:
        raise Refused(_("These answers bear no identifier (instanceID) of 120 characters at most."), code="no_instance")
    if _meta(root, "deprecatedID"):
        raise Refused(
            _("These answers correct others already sent. Corrections are not taken: send them as new answers."),
            code="correction",
        )
    canonical = etree.tostring(root, method="c14n")
    return Sheet(
        xml=text,
        root=root,
        xform_id=xform_id,
        version=root.get("version") or None,
        instance_id=instance_id,
        digest=hashlib.sha256(canonical).hexdigest(),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )


def _harmless(content: bytes) -> str:
    """The text, once sure that parsing it costs little: checked before any parser sees it."""
    if len(content) > BYTES:
        raise Refused(_("These answers are larger than 10 MB."), code="size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("These answers are not written in UTF-8."), code="encoding") from error
    lowered = text.casefold()
    if "<!doctype" in lowered or "<!entity" in lowered:
        raise Refused(_("These answers declare entities: they are refused."), code="entities")
    if text.count("<") > 2 * NODES or text.count('="') + text.count("='") > ATTRIBUTES:
        raise Refused(_("These answers have too many parts."), code="nodes")
    return text


def _require_shallow(root: Any) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise Refused(_("These answers have too many parts."), code="depth")


def _meta(root: Any, name: str) -> str:
    """The value under `meta` or `orx:meta`, whatever the prefix."""
    for meta in root:
        if name_of(meta) == "meta":
            return next(("".join(e.itertext()).strip() for e in meta if name_of(e) == name), "")
    return ""


def _answers(parent: Any, path: str, kinds: Mapping[str, str], hidden: Mapping[str, Answers]) -> Answers:
    found: Answers = {}
    for element in parent:
        name = name_of(element)
        if not name or (not path and name == "meta"):
            continue
        here = f"{path}/{name}" if path else name
        kind = kinds.get(here)
        if kind == "repeat":
            if inside := _answers(element, here, kinds, hidden) | hidden.get(here, {}):
                found.setdefault(here, []).append(inside)
        elif kind == RESERVED:
            continue
        elif len(element):
            found |= _answers(element, here, kinds, hidden)
        elif value := _value(element.text or "", kind):
            found[here] = value
    return found


def _standing(parent: Any, path: str, around: str, repeats: Container[str]) -> Iterator[tuple[Any, str, str]]:
    """Every element below, its path, and where it stands: the turns of repeats are counted, `children[2]/age`."""
    seen: dict[str, int] = {}
    for element in parent:
        if name := name_of(element):
            here, where = (f"{above}/{name}" if above else name for above in (path, around))
            if here in repeats:
                seen[name] = seen.get(name, 0) + 1
                where = f"{where}[{seen[name]}]"
            yield element, here, where
            yield from _standing(element, here, where, repeats)


def _take_away(element: Any) -> None:
    """Out of its parent, which keeps the words that stood after it."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _value(text: str, kind: str | None) -> str:
    """Words as they were typed; a value of another kind without the blanks around it."""
    return text if kind == "text" and text.strip() else text.strip()


def _files(answers: Answers, asked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path, value in answers.items():
        if isinstance(value, list):
            for inside in value:
                yield from _files(inside, asked)
        elif path in asked:
            yield value.rpartition("/")[2][:200], asked[path]


def words_of(answers: Answers) -> Iterator[str]:
    """Every value, for search."""
    for value in answers.values():
        if isinstance(value, list):
            for inside in value:
                yield from words_of(inside)
        else:
            yield value
