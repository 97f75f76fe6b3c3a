"""The rules of the house for its code, checked room by room.

If one stops you and you are right, change the rule in the same commit.
"""

import ast
import re
import tomllib

import pytest

from tests.house import (
    DOMAIN_ROOMS,
    FOUNDATIONS,
    HOUSE,
    INNER,
    OPEN_DOORS,
    ROOMS,
    ROOT,
    at,
    decorators_of,
    files_of_layer,
    functions_of,
    imports_of,
    is_test,
    lines_of_doing,
    none_of,
    public_functions_of,
    python_files,
    tree_of,
    written_lines,
)

EVERYWHERE = [*ROOMS, "config", "demo", "tools", "tests", "bench"]
README_PARTS = ("words", "what can be done", "what others may ask", "what it reacts to", "start here")
FORBIDDEN_MODULES = {"utils", "helpers", "common", "managers", "services", "misc", "signals"}
LAYERS = {"models", "policies", "queries", "actions", "reactions", "forms", "views", "api"}
FORBIDDEN_NAMES = {"data", "info", "obj", "manager", "handle"}

in_each_room = pytest.mark.parametrize("room", ROOMS)
in_each_domain_room = pytest.mark.parametrize("room", DOMAIN_ROOMS)
everywhere = pytest.mark.parametrize("place", EVERYWHERE)


@in_each_room
def test_a_package_says_what_it_is_for(room):
    says = ast.get_docstring(tree_of(HOUSE / room / "__init__.py"))
    assert says, f"taghyir/{room}/__init__.py needs a sentence: what is this package for?"
    assert len(tree_of(HOUSE / room / "__init__.py").body) == 1, f"taghyir/{room}/__init__.py holds a sentence, no code"


@in_each_room
def test_a_room_has_a_readme_in_six_parts(room):
    path = HOUSE / room / "README.md"
    assert path.exists(), f"taghyir/{room}/README.md is missing"
    text = path.read_text()
    headings = [line.strip("# ").lower() for line in text.splitlines() if line.startswith("#")]
    first_words = re.sub(r"^#.*$", "", text, flags=re.M).strip()
    broken = [part for part in README_PARTS if not any(heading.startswith(part) for heading in headings)]
    none_of(broken, f"parts missing in taghyir/{room}/README.md")
    assert first_words, "it begins with what the room is for"


@everywhere
def test_a_file_is_small(place):
    broken = [
        f"{at(path)} has {lines} lines, {limit} at most"
        for path in python_files(place)
        if (lines := path.read_text().count("\n")) > (limit := 400 if is_test(path) else 300)
    ]
    none_of(broken, "Cut what has grown into a package of the same name")


@everywhere
def test_a_function_is_short(place):
    broken = [
        f"{at(path, function.lineno)} {function.name} has {function.end_lineno - function.lineno + 1} lines"
        for path in python_files(place)
        for function in functions_of(path)
        if function.end_lineno - function.lineno >= 40 and path.name != "permissions.py"  # a table, not a function
    ]
    none_of(broken, "A function has fewer than 40 lines")


@in_each_room
def test_an_action_or_a_view_does_little(room):
    broken = [
        f"{at(path, function.lineno)} {function.name} does {lines_of_doing(function)} lines"
        for layer in ("actions", "views")
        for path in files_of_layer(room, layer)
        for function in public_functions_of(path)
        if lines_of_doing(function) > 20
    ]
    none_of(broken, "An action or a view has 20 lines at most, below its docstring")


@in_each_room
def test_a_package_can_be_read_in_a_day(room):
    files = [path for path in python_files(room, tests=False) if room != "core" or "management" not in path.parts]
    limit = 500 if room == "core" else 2_500
    assert written_lines(files) <= limit, f"taghyir/{room} has {written_lines(files)} lines, {limit} at most"


@in_each_domain_room
def test_a_room_is_entered_by_its_open_doors(room):
    broken = []
    for path in python_files(room):
        for line, name in imports_of(path):
            parts = name.split(".")
            if parts[0] != "taghyir" or len(parts) < 3 or parts[1] in FOUNDATIONS | {room}:
                continue
            if parts[2] not in OPEN_DOORS and not (is_test(path) and parts[2] == "tests"):
                broken.append(f"{at(path, line)} enters {name}")
    none_of(broken, f"Another room is entered through {', '.join(sorted(OPEN_DOORS))}")


@everywhere
def test_imports_stand_at_the_top(place):
    broken = [
        f"{at(path, inner.lineno)} in {function.name}"
        for path in python_files(place)
        for function in functions_of(path)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    none_of(broken, "No import inside a function: it hides a cycle")


@everywhere
def test_what_needs_a_browser_or_is_long_stands_where_it_is_looked_for(place):
    elsewhere = [
        at(path)
        for path in python_files(place)
        if re.search(r"mark\.(browser|long)\b", path.read_text())
        and "browser" not in path.relative_to(ROOT).parent.parts
    ]
    none_of(
        set(elsewhere) - {"tests/test_trust.py", "tests/test_house_rules.py"}, "make test-browser does not look there"
    )


@everywhere
def test_names_say_what_things_are(place):
    broken = [
        f"{at(path)}: no module is called {name}"
        for path in python_files(place)
        for name in (path.stem, path.parent.name)
        if name in FORBIDDEN_MODULES
        and path.parent.name not in LAYERS  # actions/services.py: what is done about a Service
    ]
    for path in python_files(place, tests=False):
        for node in ast.walk(tree_of(path)):
            name = node.arg if isinstance(node, ast.arg) else node.id if _is_assigned(node) else ""
            if name in FORBIDDEN_NAMES:
                broken.append(f"{at(path, node.lineno)}: what is in {name}?")
    none_of(broken, "A name says what the thing is")


def _is_assigned(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


@everywhere
def test_nothing_happens_behind_the_back(place):
    broken = [
        f"{at(path, line)} imports {name}"
        for path in python_files(place)
        for line, name in imports_of(path)
        if re.match(r"django\.(dispatch|(\w+\.)*signals)", name)
    ]
    broken += [
        f"{at(path, function.lineno)} overrides {function.name}"
        for path in files_of_layer(place, "models")
        for function in functions_of(path)
        if function.name in ("save", "delete")
    ]
    none_of(broken, "No signals, no save() tricks: write the journal, and react to the verb")


@in_each_domain_room
def test_every_action_asks_first_and_is_remembered(room):
    broken = []
    for path in files_of_layer(room, "actions"):
        for function in public_functions_of(path):
            broken += [f"{at(path, function.lineno)} {function.name} {fault}" for fault in _faults_of_action(function)]
    none_of(broken, "An action has a verb, a docstring, an actor, and asks who may before anything else")


def _faults_of_action(function: ast.FunctionDef):
    verb = next(iter(decorators_of(function).get("action", [])), None)
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not verb:
        yield 'has no @action("thing.happened"); a part of an action begins with _'
        return
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", verb) or _is_an_order(verb, function):
        yield f"has the verb {verb}: it reads thing.happened"
    if not ast.get_docstring(function):
        yield "has no docstring: its promise and its refusals"
    if function.args.args or function.args.posonlyargs:
        yield "takes its arguments by name only (*, actor, …)"
    elif [argument.arg for argument in function.args.kwonlyargs][:1] != ["actor"]:
        yield "takes actor first"
    if not ast.unparse(body[0]).startswith("require("):
        yield "does not begin with require(…)"


def _is_an_order(verb: str, function: ast.FunctionDef) -> bool:
    """`need.hear` orders; `need.heard` tells. A few English verbs say both with one word."""
    happened = verb.split(".")[1]
    return happened == function.name.split("_")[0] and happened not in {"set", "put", "cut", "read", "let"}


@in_each_domain_room
def test_every_action_is_named_in_a_test(room):
    tests = "\n".join(path.read_text() for path in [*python_files(room), *python_files("tests")] if is_test(path))
    broken = [
        f"{at(path, function.lineno)} {function.name}"
        for path in files_of_layer(room, "actions")
        for function in public_functions_of(path)
        if not re.search(rf"\b{function.name}\b", tests)
    ]
    none_of(broken, f"Actions that no test of taghyir/{room} names")


def test_every_verb_is_said_by_one_action():
    said: dict[str, list[str]] = {}
    for room in ROOMS:
        for path in files_of_layer(room, "actions"):
            for function in public_functions_of(path):
                for verb in decorators_of(function).get("action", []):
                    said.setdefault(verb, []).append(f"{room}.{function.name}")
    none_of(
        [f"{verb}: {', '.join(actions)}" for verb, actions in said.items() if len(actions) > 1], "One verb, one action"
    )


@in_each_domain_room
def test_a_reaction_answers_a_verb_that_is_said(room):
    code = "\n".join(path.read_text() for place in ROOMS for path in python_files(place, tests=False))
    said = set(re.findall(r'(?:@action|record|note_access)\([^"]*?"([a-z_]+\.[a-z_]+)"', code))
    broken = [
        f"{at(path, function.lineno)} {function.name} waits for {verb}"
        for path in files_of_layer(room, "reactions")
        for function in functions_of(path)
        for verb in decorators_of(function).get("on", [])
        if verb not in said
    ]
    none_of(broken, "Nothing writes these verbs in the journal")


@in_each_domain_room
def test_policies_answer_may_i_and_which_ones(room):
    broken = [
        f"{at(path, function.lineno)} {function.name}"
        for path in files_of_layer(room, "policies")
        for function in public_functions_of(path)
        if not re.match(r"visible_|can_", function.name)
    ]
    none_of(broken, "A policy is called visible_<things> or can_<verb>_<thing>")


@in_each_domain_room
def test_actions_and_policies_know_nothing_of_pages(room):
    closed = re.compile(
        r"django\.(http|shortcuts|forms|views|contrib\.messages|core\.mail)\b|taghyir\.core\.(http|mail)"
    )
    broken = [
        f"{at(path, line)} imports {name}"
        for layer in ("models", "policies", "queries", "actions")
        for path in files_of_layer(room, layer)
        for line, name in imports_of(path)
        if closed.match(name)
    ]
    none_of(broken, "The inner layers know no page, no form and no mail")


def test_the_driver_of_the_browser_may_be_missing():
    """`make test` installs none: a file that imports it outright would stop every test; `importorskip` says one sentence."""
    tests = [path for room in ROOMS for path in python_files(room) if is_test(path)] + [*(ROOT / "tests").rglob("*.py")]
    broken = [
        f"{at(path, line)} imports {name}"
        for path in tests
        for line, name in imports_of(path)
        if name.startswith("playwright")
    ]
    none_of(broken, 'A test asks for the driver by pytest.importorskip("playwright.sync_api")')


def test_every_layer_is_on_the_list():
    """A new room enters the order of the layers, or import-linter would not look at it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {name for line in contracts[0]["layers"] for name in re.split(r"\W+", line)}
    assert set(ROOMS) <= layers
    assert {f"taghyir.{room}" for room in DOMAIN_ROOMS} <= set(contracts[1]["containers"])


def test_lists_of_packages_hold_no_address():
    """The address of a mirror would tie everybody to one machine's network."""
    lists = [*(ROOT / "requirements").iterdir(), ROOT / "package-lock.json", ROOT / ".npmrc"]
    none_of([at(path) for path in lists if "://" in path.read_text()], "A lock holds names, versions and hashes only")
    assert not (ROOT / "uv.lock").exists()


def test_production_stands_on_few_packages_each_with_a_reason():
    lines = (ROOT / "requirements" / "base.in").read_text().splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    assert len(packages) <= 25
    none_of([line for line in packages if "#" not in line], "Say why")


def test_warnings_are_errors():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert settings["filterwarnings"][0] == "error"


def test_the_rules_see_what_they_forbid():
    """A rule that cannot fail is no rule."""
    bad = ast.parse(
        '@action("place.give")\ndef give_place(cycle, actor):\n    import os\n    cycle.places -= 1\n    require(True)\n'
    ).body[0]
    assert isinstance(bad, INNER)
    assert len(list(_faults_of_action(bad))) == 4
    assert any(isinstance(inner, ast.Import) for inner in ast.walk(bad))
    good = ast.parse('@action("place.given")\ndef give_place(*, actor):\n    """Give."""\n    require(True)\n').body[0]
    assert list(_faults_of_action(good)) == []
