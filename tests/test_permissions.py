"""The permission table: every person knocks at every door, and what they get is what the room says they should.

Each room writes its lines in `tests/permissions.py`: a function `permissions()` that makes the things it needs and returns
`Line`s (taghyir/core/testing.py). Whoever is not named in a line gets `everybody_else`. A visitor who is not signed in
("nobody") is sent to the sign-in page (gets 401 from the API) unless the line says `{"nobody": 200}`.
"""

import importlib
import importlib.util

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE, somebody
from tests.house import ROOMS, none_of
from tests.test_page_rules import addresses

NOBODY = "nobody"
FROM_LIBRARIES = ("set_language", "account_", "mfa_", "api-1:api-root", "api-1:openapi-json")


def lines_of(room: str) -> list[Line]:
    """What a room says of its doors; nothing when it has none."""
    name = f"taghyir.{room}.tests.permissions"
    if importlib.util.find_spec(f"taghyir.{room}.tests") is None or importlib.util.find_spec(name) is None:
        return []
    module = importlib.import_module(name)
    return list(module.permissions()) if hasattr(module, "permissions") else list(module.PERMISSIONS)


def doors() -> set[str]:
    """The name of every address that is ours to guard, those of the API (`api-1:…`) included."""
    return {name for name, _pattern in addresses() if not name.startswith(FROM_LIBRARIES)}


@pytest.fixture
def people(db) -> dict[str, Client]:
    """Everybody, each with a browser in which they are signed in."""
    browsers = {NOBODY: Client(raise_request_exception=False)}
    for name in PEOPLE:
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(somebody(name))
    return browsers


@pytest.mark.parametrize("room", ROOMS)
def test_a_door_opens_to_those_it_should(room, people):
    with translation.override("fr"):
        lines = lines_of(room)
        broken = [sentence for line in lines for sentence in _surprises(line, people)]
    none_of(broken, f"Doors of {room} that do not answer as taghyir/{room}/tests/permissions.py says")


def _surprises(line: Line, people: dict[str, Client]) -> list[str]:
    """Knock as everybody; nothing that one does is left for the next."""
    unknown = line.gets.keys() - people.keys()
    found = [f"{line.name}: who is {', '.join(sorted(unknown))}?"] if unknown else []
    address = reverse(line.name, args=line.args) + (f"?{line.query}" if line.query else "")
    refused = 401 if line.name.startswith("api-") else 302
    for person, browser in people.items():
        expected = line.gets.get(person, refused if person == NOBODY else line.everybody_else)
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answer = _knock(browser, line, address)
            transaction.set_rollback(True)
        browser.cookies = cookies
        if answer.status_code != expected:
            reason = f" ({answer.exc_info[1]!r})" if getattr(answer, "exc_info", None) else ""
            found.append(
                f"{line.method.upper()} {line.name} {line.args}: {person} gets {answer.status_code}, not {expected}{reason}"
            )
        elif person == NOBODY and answer.status_code == 302 and "/account/" not in answer["Location"]:
            found.append(f"{line.name}: nobody is sent to {answer['Location']}, not to the sign-in page")
    return found


def _knock(browser: Client, line: Line, address: str):
    if line.method == "get":
        answer = browser.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a stream may break after its status
        return answer
    kind = {"content_type": "application/json"} if line.name.startswith("api-") else {}
    return getattr(browser, line.method)(address, line.body, **kind)


def test_every_door_has_a_line_in_the_table(db):
    with translation.override("fr"):
        said = {line.name for room in ROOMS for line in lines_of(room)}
    none_of(sorted(doors() - said), "Addresses without a line in the tests/permissions.py of their room")


def test_every_door_opens_to_somebody(db):
    """A line where everybody is refused proves a mistake of the line, not a guard."""
    with translation.override("fr"):
        lines = [line for room in ROOMS for line in lines_of(room)]
    opens = {line.name for line in lines if any(status < 400 for status in (*line.gets.values(), line.everybody_else))}
    none_of(sorted({line.name for line in lines} - opens), "Nobody at all may enter here")


def test_the_table_sees_a_door_that_is_too_open(people):
    """The table would fail if a room promised less than it gives."""
    promised = Line("design:living_page", {NOBODY: 404}, everybody_else=404)
    assert len(_surprises(promised, people)) == len(people)
