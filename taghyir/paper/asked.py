"""What a version of a form asks on paper, in one language: its questions in order, with their hints and simple conditions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import choice_label, question_label

HELD = ("select_one", "select_multiple", "acknowledge", "integer", "decimal", "date", "time", "text", "note", "group")
NOT_ASKED = ("hidden", "calculate")
TICKED = 40  # choices; beyond, the answer is written
_EQUAL = re.compile(r"(?:\$\{(\w+)\}|(/[\w./-]+))\s*=\s*['\"]([^'\"]*)['\"]")
_SELECTED = re.compile(r"selected\(\s*(?:\$\{(\w+)\}|(/[\w./-]+))\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
_ITEXT = re.compile(r"jr:itext\(\s*['\"]([^'\"]+)['\"]\s*\)")


@dataclass(frozen=True)
class Asked:
    """One question, note or title. `turn` counts the blocks of a repeat from 1; 0 outside of repeats."""

    key: str
    path: str
    kind: str
    label: str
    hint: str = ""
    only_if: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    is_required: bool = False
    is_conditional: bool = False  # asked only of some, by its own condition or that of a group around it
    is_long: bool = False
    repeat: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Questions:
    """What is asked on paper, and the words of what paper cannot hold."""

    asked: list[Asked]
    left_out: list[str]


def questions_on_paper(version: FormVersion, language: str, blocks: int) -> Questions:
    """The questions of `version`; those of a repeat are asked `blocks` times."""
    reader = _Reader(version, language, blocks)
    return Questions(
        [one for one in reader.below("", 0) if one.label or one.kind not in ("group", "note")], reader.left
    )


def key_of(path: str, turn: int) -> str:
    """How an answer is called: its path, and the block of the repeat it stands in."""
    return f"{path}#{turn}" if turn else path


class _Reader:
    def __init__(self, version: FormVersion, language: str, blocks: int):
        self.version, self.language, self.blocks = version, language, blocks
        self.left: list[str] = []
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(version.xform.encode(), parser)
        self.hints = _hints_of(root, language)
        self.binds = {_inner(e.get("nodeset")): e for e in root.iter("{*}bind")}
        self.long = {_inner(e.get("ref")) for e in root.iter("{*}input") if "multiline" in (e.get("appearance") or "")}
        self.digits = {_inner(e.get("ref")) for e in root.iter("{*}input") if "numbers" in (e.get("appearance") or "")}
        self.relevant = {_inner(e.get("ref")): e.get("relevant") for e in root.iter("{*}group") if e.get("ref")}
        self.by_path = {question["path"]: question for question in version.questions}

    def below(self, repeat: str, turn: int) -> Iterator[Asked]:
        """What stands in `repeat` (nothing: outside of repeats), in the order of the form."""
        for question in self.version.questions:
            kind = question["type"]
            if kind == "repeat" and question["repeat"] == repeat:
                yield from self._blocks(question, repeat)
            elif question["repeat"] == repeat and kind in HELD and not _lists_nothing(question):
                yield self._asked(question, turn)
            elif question["repeat"] == repeat and kind not in (*NOT_ASKED, "repeat") and turn < 2:
                self.left.append(self._words(question) or question["name"])

    def _blocks(self, question: dict[str, Any], repeat: str) -> Iterator[Asked]:
        if repeat:
            self.left.append(self._words(question) or question["name"])
            return
        path, title = question["path"], self._words(question)
        room = _("There is room for %(count)s here. For more, fill the form on a screen.") % {"count": self.blocks}
        yield Asked(path, path, "group", title or question["name"], hint=room, only_if=self._condition(path))
        for turn in range(1, self.blocks + 1):
            number = _("%(number)s of %(count)s") % {"number": turn, "count": self.blocks}
            yield Asked(key_of(path, turn), path, "block", " · ".join(filter(None, (title, number))))
            yield from self.below(path, turn)

    def _asked(self, question: dict[str, Any], turn: int) -> Asked:
        path, bind = question["path"], self.binds.get(question["path"])
        languages = self.version.languages
        choices = [(one, choice_label(question, one, self.language, languages)) for one in question.get("values", ())]
        return Asked(
            key_of(path, turn),
            path,
            "digits" if question["type"] == "text" and path in self.digits else question["type"],
            self._words(question),
            hint=self.hints.get(path, ""),
            only_if=self._condition(path),
            choices=choices,
            is_required=bind is not None and (bind.get("required") or "").strip() in ("true()", "true"),
            is_conditional=any(self._condition(above) for above in _with_groups(path)),
            is_long=path in self.long,
            repeat=question["repeat"],
            turn=turn,
        )

    def _words(self, question: dict[str, Any]) -> str:
        if not question["labels"] and question["type"] in ("group", "repeat", "note"):
            return ""
        return question_label(question, self.language, self.version.languages).replace("**", "")

    def _condition(self, path: str) -> str:
        """The condition in words when it is one comparison, else that there is one."""
        bind = self.binds.get(path)
        said = (bind.get("relevant") if bind is not None else None) or self.relevant.get(path) or ""
        found = _EQUAL.fullmatch(said.strip()) or _SELECTED.fullmatch(said.strip())
        if not found:
            return _("Only if it concerns you.") if said.strip() else ""
        asked = self.by_path.get(_inner(found[2]) if found[2] else found[1])
        if asked is None:
            return _("Only if it concerns you.")
        answer = choice_label(asked, found[3], self.language, self.version.languages)
        return _("Only if “%(question)s” is “%(answer)s”.") % {"question": self._words(asked), "answer": answer}


def _lists_nothing(question: dict[str, Any]) -> bool:
    """Whether its choices are kept in a file outside of the form."""
    return str(question["type"]).startswith("select") and not question.get("values")


def _with_groups(path: str) -> list[str]:
    """The path of a question, and of each group around it."""
    parts = path.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _inner(path: str | None) -> str:
    """The path below the root of the instance: `/data/group/name` is `group/name`."""
    return (path or "").strip("/").partition("/")[2]


def _hints_of(root: Any, language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for translation in root.iter("{*}translation"):
        name = translation.get("lang") or ""
        if f"({language})" in name or name == language or not texts:
            for text in translation.iter("{*}text"):
                value = next((e for e in text if not e.get("form")), None)
                if value is not None and (words := "".join(value.itertext()).strip()) not in ("", "-"):
                    texts[text.get("id") or ""] = words
    found = {}
    for hint in root.iter("{*}hint"):
        itext = _ITEXT.search(hint.get("ref") or "")
        words = texts.get(itext[1], "") if itext else "".join(hint.itertext()).strip()
        found[_inner(hint.getparent().get("ref"))] = words
    return found
