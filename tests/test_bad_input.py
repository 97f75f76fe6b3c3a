"""Every form of every room, filled with nothing, with too much, with hostile text and with Arabic: a sentence, never a crash."""

import json
from collections.abc import Iterator
from typing import Any

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
        lines = [line for line in lines_of(room) if line.method == "get"]
        tried = [found for line in lines for found in _answers(line, browsers, known)]
    none_of(sorted({f"{sent}: {status}" for sent, status in tried if status >= 500}), f"Forms of {room} that break")
    assert tried or room in WITHOUT_FORMS, f"no form of {room} was tried"


def _answers(line: Any, browsers: dict[str, Client], known: set[tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """What was sent to each form of the page, and the status of each answer; a form met on another page is `known`."""
    address = reverse(line.name, args=line.args)
    who = next((name for name in WHO_TRIES if line.gets.get(name, line.everybody_else) == 200), None)
    if who is None or line.name.startswith("api-"):
        return
    page = browsers[who].get(address)
    if page.status_code != 200 or page.streaming or not page["Content-Type"].startswith("text/html"):
        return
    for form in html.fromstring(page.content.decode()).xpath("//main//form[@method='post']"):
        action = (form.get("action") or address).partition("#")[0]
        fields = dict(form.form_values())
        written = [field.name for field in form.inputs if field.name and _is_written(field)]
        form_is = (action, *sorted(set(written)))
        if form_is in known:
            continue
        known.add(form_is)
        for value in naughty() if written else [""]:
            with transaction.atomic():
                answer = browsers[who].post(action, {**fields, **dict.fromkeys(written, value)})
                transaction.set_rollback(True)
            reason = f" {answer.exc_info[1]!r}"[:160] if getattr(answer, "exc_info", None) else ""
            yield f"POST {line.name} with {value[:30]!r}{reason}", answer.status_code


def _is_written(field: Any) -> bool:
    """Whether people write or choose in it; the token of the form stays as it is."""
    return field.name != "csrfmiddlewaretoken" and field.get("type") not in ("submit", "button", "file")
