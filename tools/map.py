"""Writes what the code knows of itself: docs/MAP.md (rooms, words, actions, addresses, reactions) and docs/openapi.json."""

import ast
import importlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "taghyir"
HEAD = """# Map of the house

Written by `make map` from the code: do not change it by hand. Rooms stand in their order: a room knows those below it, and never
the reverse. An action is what somebody does; *may* is the policy that answers first; *verb* is the line it leaves in the journal;
a reaction is what follows in the background.
"""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with translation.override("en"):
        (ROOT / "docs" / "MAP.md").write_text(written_map())
        schema = importlib.import_module("config.api").api.get_openapi_schema()
        text = json.dumps(schema, indent=1, ensure_ascii=False, default=str, sort_keys=True)
        (ROOT / "docs" / "openapi.json").write_text(text + "\n")
    return 0


def written_map() -> str:
    return "\n".join([HEAD, *map_of_house()]).rstrip() + "\n"


def map_of_house() -> Iterator[str]:
    addresses = addresses_by_room()
    for room in rooms_in_order():
        home = HOUSE / room
        yield f"## {room}\n"
        yield f"{_sentence(home / '__init__.py')}  "
        yield f"[README](../taghyir/{room}/README.md)\n"
        yield from table("Words", ("word", "what it is"), words_of(room))
        yield from table("Actions", ("action", "may", "verb", "promise"), actions_of(room))
        yield from table("Reactions", ("verb", "what follows"), reactions_of(room))
        yield from table("Addresses", ("name", "address"), addresses.get(room, []))


def rooms_in_order() -> list[str]:
    """From the top of the house to its foundations, as import-linter keeps them."""
    layers = re.search(r"^layers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.S | re.M)
    named = re.findall(r"\w+", layers.group(1)) if layers else []
    return [room for room in named if (HOUSE / room / "__init__.py").exists()]


def table(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield f"**{title}**\n"
        yield f"| {' | '.join(columns)} |"
        yield f"|{'---|' * len(columns)}"
        yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
        yield ""


def words_of(room: str) -> list[tuple[str, ...]]:
    """The things the room keeps, and the first sentence of each; what they have in common is none of them."""
    kept = {model.__name__ for model in apps.get_app_config(room).get_models()}
    return [
        (f"`{node.name}`", _first_sentence(ast.get_docstring(node)))
        for path in _layer(room, "models")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name in kept
    ]


def actions_of(room: str) -> list[tuple[str, ...]]:
    return [
        (f"`{node.name}`", _policy_asked(node), f"`{verb}`", _first_sentence(ast.get_docstring(node)))
        for path in _layer(room, "actions")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and (verb := _given_to(node, "action"))
    ]


def reactions_of(room: str) -> list[tuple[str, ...]]:
    return [
        (f"`{verb}`", f"`{node.name}`: {_first_sentence(ast.get_docstring(node))}")
        for path in _layer(room, "reactions")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        for verb in _all_given_to(node, "on")
    ]


def addresses_by_room() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for space, name, address, module in _addresses(get_resolver()):
        if module.startswith("taghyir."):
            found.setdefault(module.split(".")[1], []).append((f"`{space}{name}`", f"`/{address}`"))
    return found


def _addresses(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[tuple[str, str, str, str]]:
    for pattern in resolver.url_patterns:
        address = before + re.sub(r"^\^|\$$", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, address)
        else:
            yield space, str(pattern.name), address, pattern.callback.__module__


def _layer(room: str, layer: str) -> list[Path]:
    home = HOUSE / room
    return [path for path in [home / f"{layer}.py", *sorted((home / layer).glob("*.py"))] if path.exists()]


def _all_given_to(function: ast.FunctionDef, decorator: str) -> list[str]:
    calls = [node for node in function.decorator_list if isinstance(node, ast.Call)]
    return [str(call.args[0].value) for call in calls if ast.unparse(call.func) == decorator and call.args]


def _given_to(function: ast.FunctionDef, decorator: str) -> str:
    return next(iter(_all_given_to(function, decorator)), "")


def _policy_asked(function: ast.FunctionDef) -> str:
    asked = re.search(r"require\((?:\w+\.)*(\w+)", ast.unparse(function))
    return f"`{asked.group(1)}`" if asked else ""


def _sentence(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text())) or "").replace("\n", " ")


def _first_sentence(text: str | None) -> str:
    return re.split(r"(?<=[.])\s", " ".join((text or "").split()), maxsplit=1)[0]


if __name__ == "__main__":
    sys.exit(main())
