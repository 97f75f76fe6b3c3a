"""Forms filled with nothing, too much, hostile text and Arabic, lists asked for odd things: a sentence, never a crash."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html

from conftest import REAL_DATA
from taghyir.people.tests.factories import somebody
from tests.house import ROOMS, none_of
from tests.test_permissions import lines_of

WITHOUT_FORMS = ("core", "tables", "xforms", "design", "atlas")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
WHO_TRIES = ("pilar", "amina", "karim", "fatma")
ARABIC = "تعاونية تيفاوين، زايو؛ «لوز وزيوت» ٢٠٢٦"
HOSTILE = [
    "",
    "x" * 20_000,
    ARABIC,
    "a\x00b",
    "\u202etfel ot thgir\u202c\u200f",
    "<script>alert(1)</script>",
    "'; DROP TABLE people_user; --",
    "=HYPERLINK('http://example.org')",
    "%s%n{{ 7*7 }}{% now %}",
    "99999999999999999999999999",
    "-1",
    "NaN",
    "2026-02-31",
    "\ud83d\ude00 👩‍🌾".encode("utf-16", "surrogatepass").decode("utf-16"),
]


FAR = ("0001-01-01", "9999-12-31")  # days that some clocks cannot tell in UTC
ODD = (*FAR, "9\x009\udc80")
BESIDE = ("page", "week", "day", "month", "starts", "since", "until", "after", "q")  # asked by links, in no form


def naughty() -> list[str]:
    """Our own hostile values, and every fortieth of the list of naughty strings where it is at hand."""
    path = REAL_DATA / "security" / "blns.json"
    return HOSTILE + (json.loads(path.read_text())[::40] if path.exists() else [])


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_a_form_answers_bad_input_with_a_sentence(room):
    browsers = {}
    for name in WHO_TRIES:
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(somebody(name))
    known: set[tuple[str, ...]] = set()
    with translation.override("fr"):
        every_line = lines_of(room)
        tried = [found for line in every_line if line.method == "get" for found in _page_tried(line, browsers, known)]
        tried += [found for line in every_line if line.method != "get" for found in _one_by_one(line, browsers)]
    none_of(sorted({f"{sent}: {status}" for sent, status in tried if status >= 500}), f"Forms of {room} that break")
    assert tried or room in WITHOUT_FORMS, f"no form of {room} was tried"


def _page_tried(line: Any, browsers: dict[str, Client], known: set[tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """What was sent to the forms of a page and asked of it, with the status of each answer."""
    address = reverse(line.name, args=line.args)
    who = next((name for name in WHO_TRIES if line.gets.get(name, line.everybody_else) == 200), None)
    if who is None or line.name.startswith("api-"):
        return
    page = browsers[who].get(address)
    if page.status_code != 200 or page.streaming or not page["Content-Type"].startswith("text/html"):
        return
    main = html.fromstring(page.content.decode())
    yield from _asked(browsers[who], line.name, address, main, known)
    yield from _answers(browsers[who], line.name, address, main, known)


def _answers(
    browser: Client, name: str, address: str, main: Any, known: set[tuple[str, ...]]
) -> Iterator[tuple[str, int]]:
    """Each form of the page; one met on another page is `known`."""
    for form in main.xpath("//main//form[@method='post']"):
        action = (form.get("action") or address).partition("#")[0]
        fields = dict(form.form_values())
        written = [field.name for field in form.inputs if field.name and _is_written(field)]
        form_is = (action, *sorted(set(written)))
        if form_is in known:
            continue
        known.add(form_is)
        for value in naughty() if written else [""]:
            given = {**fields, **dict.fromkeys(written, value)}
            yield _sent(browser, "post", action, given, f"{value[:30]!r} (from {name})")


def _one_by_one(line: Any, browsers: dict[str, Client]) -> Iterator[tuple[str, int]]:
    """A body that is good, with one day of it at an end of the calendar: what is good besides reaches the action."""
    who = next((name for name in WHO_TRIES if line.gets.get(name, line.everybody_else) < 400), None)
    days = [name for name, value in line.body.items() if isinstance(value, str) and A_DAY.fullmatch(value)]
    if who is None or not days:
        return
    kind = {"content_type": "application/json"} if line.name.startswith("api-") else {}
    address = reverse(line.name, args=line.args) + (f"?{line.query}" if line.query else "")
    for name in days:
        for value in FAR:
            yield _sent(browsers[who], line.method, address, {**line.body, name: value}, f"{name}={value}", **kind)


def _asked(
    browser: Client, name: str, address: str, main: Any, known: set[tuple[str, ...]]
) -> Iterator[tuple[str, int]]:
    """Odd words in each filter of the page, and in what its links ask."""
    inputs = [one for form in main.xpath("//main//form[@method='get']") for one in form.inputs if one.name]
    is_asked = inputs or main.xpath("//main//a[starts-with(@href, '?')]")
    if not is_asked or (name,) in known:
        return
    known.add((name,))
    hours = iter(("00:00", "00:30"))
    fixed = {one.name: next(hours, "23:59") for one in inputs if one.get("type") == "time"}
    for value in ODD:
        asked = dict.fromkeys((*BESIDE, *(one.name for one in inputs)), value)
        yield _sent(browser, "get", address, asked | fixed, repr(value))


def _sent(browser: Client, method: str, address: str, given: Any, what: str, **kind: Any) -> tuple[str, int]:
    """What was sent, for the report, and the status of the answer; nothing of it is kept."""
    if method == "get":
        address, given = f"{address}?{urlencode(given, errors='surrogatepass')}", None
    with transaction.atomic():
        answer = getattr(browser, method)(address, given, **kind)
        transaction.set_rollback(True)
    reason = f" {answer.exc_info[1]!r}"[:160] if getattr(answer, "exc_info", None) else ""
    return f"{method.upper()} {address[:60]} with {what}{reason}", answer.status_code


def _is_written(field: Any) -> bool:
    """Whether people write or choose in it; the token of the form stays as it is."""
    return field.name != "csrfmiddlewaretoken" and field.get("type") not in ("submit", "button", "file")
