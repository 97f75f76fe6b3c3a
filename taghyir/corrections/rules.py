"""What an XForm says of its answers that its list of questions does not: what it computes, notes by itself, forbids to
change, and which answers a rule binds together. Rules are read here and never run: the engine in the browser runs them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from taghyir.surveys.models import FormVersion

RULES = ("constraint", "relevant", "required", "calculate", "readonly")
PRELOAD = "{http://openrosa.org/javarosa}preload"
PARAMETERS = "{http://openrosa.org/javarosa}preloadParams"
_RELATIVE = re.compile(r"(?:\.\./)+([\w.-]+(?:/[\w.-]+)*)")
Element = Any


@dataclass(frozen=True)
class Rules:
    """Paths are those of questions: `group/name`."""

    calculated: frozenset[str]
    noted: frozenset[str]  # by the phone itself: the day, the hour it began and ended, who carried it
    fixed: frozenset[str]  # shown, and never to be changed
    ties: tuple[frozenset[str], ...]  # answers that one rule reads together

    def stay(self, questions: Iterable[dict[str, Any]], kinds: Iterable[str]) -> set[str]:
        """The paths of what a correction leaves as it came."""
        return {*self.noted, *(question["path"] for question in questions if question["type"] in kinds)}


def rules_of(version: FormVersion) -> Rules:
    """Read once for each version, which never changes."""
    return _read(version.pk, version.xform)


@lru_cache(maxsize=64)
def _read(_pk: int, xform: str) -> Rules:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml_of(xform), parser)
    empty = primary_instance(root)
    top = f"/{local(empty)}/"
    binds = {e.get("nodeset", "").removeprefix(top): e for e in root.iter() if local(e) == "bind"}
    known = {*binds, *_paths_below(empty)}
    expressions = [(path, bind.get(rule) or "") for path, bind in binds.items() for rule in RULES]
    expressions += [(path.removeprefix(top), filtered) for path, filtered in _filtered(root)]
    ties = {frozenset({path, *_read_by(expression, top, known)}) for path, expression in expressions if expression}
    is_fixed = {path for path, bind in binds.items() if (bind.get("readonly") or "").strip() in ("true()", "true")}
    calculated = {path for path, bind in binds.items() if bind.get("calculate")}
    return Rules(
        calculated=frozenset(calculated),
        noted=frozenset(path for path, bind in binds.items() if bind.get(PRELOAD)),
        fixed=frozenset(is_fixed - calculated),
        ties=tuple(tie for tie in ties if len(tie) > 1),
    )


def _paths_below(element: Element, path: str = "") -> Iterator[str]:
    """Every group, repeat and question of an empty sheet."""
    for inner in (e for e in element if local(e)):
        here = f"{path}/{local(inner)}" if path else local(inner)
        yield here
        yield from _paths_below(inner, here)


def _filtered(root: Element) -> Iterator[tuple[str, str]]:
    """Each question whose choices depend on other answers, and the condition."""
    for itemset in (e for e in root.iter() if local(e) == "itemset"):
        if "[" in (itemset.get("nodeset") or ""):
            yield itemset.getparent().get("ref") or "", itemset.get("nodeset")


def _read_by(expression: str, top: str, known: set[str]) -> set[str]:
    """The answers that an expression reads. A name alone stands for every question of that name: rather one too many."""
    absolute = re.findall(rf"(?<![\w.)]){re.escape(top)}([\w./-]+)", expression)
    names = {f"/{found}" for found in _RELATIVE.findall(expression)}
    return {path for path in absolute if path in known} | {
        path for path in known if any(f"/{path}".endswith(name) for name in names)
    }


def xml_of(xform: str) -> bytes:
    return xform.removeprefix("\ufeff").strip().encode()


def local(element: Element) -> str:
    """The name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def primary_instance(root: Element) -> Element:
    """The empty sheet inside an XForm."""
    instance = next(e for e in root.iter() if local(e) == "instance")
    return next(e for e in instance if local(e))
