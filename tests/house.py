"""The house as the rules see it: its rooms, their files, their functions. Reads code, runs none of it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "taghyir"
ROOMS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))
FOUNDATIONS = {"core", "design", "tables", "xforms"}  # they know no word of the domain: anybody may enter anywhere
DOMAIN_ROOMS = [room for room in ROOMS if room not in FOUNDATIONS]
OPEN_DOORS = {"models", "policies", "queries", "actions"}
INNER = (ast.FunctionDef, ast.AsyncFunctionDef)


def python_files(room: str, *, tests: bool = True) -> list[Path]:
    """The files of one room (or of `config`, `demo`, `tools`, `tests`, `bench`), migrations left out."""
    home = HOUSE / room if room in ROOMS else ROOT / room
    return [
        path
        for path in sorted(home.rglob("*.py"))
        if "migrations" not in path.parts and (tests or not is_test(path)) and path.is_file()
    ]


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts or path.name in ("conftest.py", "testing.py")


def files_of_layer(room: str, layer: str) -> list[Path]:
    """`actions.py`, or the files of the package `actions`."""
    home = HOUSE / room
    return [path for path in [home / f"{layer}.py", *sorted((home / layer).glob("*.py"))] if path.exists()]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, INNER):
            yield node


def public_functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    for node in tree_of(path).body:
        if isinstance(node, INNER) and not node.name.startswith("_"):
            yield node


def decorators_of(function: ast.FunctionDef) -> dict[str, list]:
    """The names of the decorators, with the constants they are given."""
    found = {}
    for node in function.decorator_list:
        call = node if isinstance(node, ast.Call) else None
        name = call.func if call else node
        found[ast.unparse(name)] = [a.value for a in call.args if isinstance(a, ast.Constant)] if call else []
    return found


def lines_of_doing(function: ast.FunctionDef) -> int:
    """How long the body is, without signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno - body[0].lineno + 1) if body else 0


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each thing a file imports."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((node.lineno, f"{dots}{node.module or ''}.{alias.name}") for alias in node.names)


def written_lines(paths: list[Path]) -> int:
    """Lines that are not blank."""
    return sum(bool(line.strip()) for path in paths for line in path.read_text().splitlines())


def at(path: Path, line: int | None = None) -> str:
    place = str(path.relative_to(ROOT))
    return f"{place}:{line}" if line else place


def none_of(broken: list[str], rule: str) -> None:
    """Fail with the rule and every place that breaks it."""
    assert not broken, f"{rule}:\n  " + "\n  ".join(broken)
