"""The rules of the house for what people see: pages, templates, style, the API."""

import inspect
import json
import re

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from config.api import api
from taghyir.core.http import page
from taghyir.core.reading import GetMustNotWrite, reading_only
from taghyir.people.models import Person
from taghyir.people.tests.factories import PersonFactory
from tests.house import HOUSE, ROOMS, ROOT, at, none_of
from tools.map import written_map

TEMPLATES = sorted([*HOUSE.glob("*/templates/**/*.html"), *(ROOT / "demo").glob("templates/**/*.html")])
COMPONENTS = sorted((HOUSE / "design" / "templates" / "cotton").glob("**/*.html"))
SHEETS = sorted(HOUSE.glob("*/css/**/*.css"))
# Doors that are no pages, each with the reason why the guard of pages is not theirs.
NOT_PAGES = {
    "taghyir.design.views": "design knows no other room; it reads nothing and is require_safe",
    "taghyir.surveys.openrosa": "OpenRosa answers machines: statuses and headers of its own, and its own sign-in",
    "taghyir.review.odata": "OData answers programs: errors of its own, and its own sign-in; reads under the same guard",
}


def addresses(resolver=None, space: str = "") -> list[tuple[str, URLPattern]]:
    """Every address of the project with its name, as `room:name`."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            deeper = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += addresses(pattern, deeper)
        else:
            found.append((f"{space}{pattern.name}", pattern))
    return found


def our_addresses() -> list[tuple[str, URLPattern]]:
    return [
        (name, pattern)
        for name, pattern in addresses()
        if pattern.callback.__module__.startswith(("taghyir.", "demo."))
    ]


def test_a_page_has_one_name_everywhere():
    broken = [
        f"{name} leads to {pattern.callback.__module__}.{pattern.callback.__name__}"
        for name, pattern in our_addresses()
        if name.split(":") != [_space_of(pattern.callback.__module__), pattern.callback.__name__]
    ]
    none_of(broken, "The name of an address is room:view")


def _space_of(module: str) -> str:
    """The room of a view; the doors of machines are under names of their own, outside the languages."""
    return module.split(".")[2 if module in ("taghyir.surveys.openrosa", "taghyir.review.odata") else 1]


def test_a_page_shows_the_template_of_its_name():
    broken = []
    for name, pattern in our_addresses():
        room, view = name.split(":")
        code = inspect.getsource(inspect.unwrap(pattern.callback))
        for shown in re.findall(r'render\(\s*request,\s*"([^"]+)"', code):
            if not shown.startswith(f"{room}/{view}"):
                broken.append(f"{name} shows {shown}")
    none_of(broken, "A view shows <room>/<view>.html")


def test_every_view_is_a_page():
    broken = [
        f"{name} ({pattern.callback.__module__})"
        for name, pattern in our_addresses()
        if not getattr(pattern.callback, "is_page", False)
        and not any(pattern.callback.__module__.startswith(module) for module in NOT_PAGES)
    ]
    none_of(broken, 'Views without @page("GET", …)')


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_get_never_writes(method):
    person = PersonFactory()

    @page("GET", "POST")
    def rename(request):
        Person.objects.filter(pk=person.pk).update(given_name="Changed")
        return HttpResponse()

    with pytest.raises(GetMustNotWrite), transaction.atomic():
        rename(getattr(RequestFactory(), method)("/"))
    assert rename(RequestFactory().post("/")).status_code == 200
    assert rename(RequestFactory().put("/")).status_code == 405


@pytest.mark.django_db
def test_no_statement_that_writes_passes_the_guard():
    person = PersonFactory()
    for write in (
        lambda: PersonFactory(),
        lambda: person.save(),
        lambda: person.delete(),
        lambda: Person.objects.bulk_create([Person(given_name="x")]),
    ):
        with pytest.raises(GetMustNotWrite), transaction.atomic(), reading_only():
            write()
    with reading_only():
        assert Person.objects.filter(pk=person.pk).exists()


def test_an_undefined_template_variable_fails():
    with pytest.raises(AssertionError, match="nothing_like_it"):
        engines["django"].from_string("{{ nothing_like_it }}").render({})


@pytest.mark.django_db
def test_a_queryset_without_order_is_shuffled():
    PersonFactory.create_batch(12)
    asked = [tuple(person.pk for person in Person.objects.order_by()) for _time in range(8)]
    assert len(set(asked)) > 1
    ordered = [tuple(person.pk for person in Person.objects.order_by("pk")) for _time in range(8)]
    assert len(set(ordered)) == 1


def test_a_template_is_short():
    broken = [f"{at(path)} has {lines} lines" for path in TEMPLATES if (lines := path.read_text().count("\n")) > 100]
    none_of(broken, "A template has 100 lines at most: take a component out of it")


def test_templates_hold_neither_style_nor_script():
    refused = {
        r"\sstyle\s*=": "a style attribute",
        r"<style\b": "a style sheet",
        r"<script(?![^>]*\ssrc=)": "an inline script",
        r"\son[a-z]+\s*=\s*[\"']": "a handler",
        r"\|\s*safe\b": "|safe",
        r"autoescape\s+off": "autoescape off",
        r"href=[\"']javascript:": "a javascript address",
    }
    broken = [
        f"{at(path, text.count(chr(10), 0, found.start()) + 1)} holds {what}"
        for path in TEMPLATES
        for text in [_without_comments(path.read_text())]
        for pattern, what in refused.items()
        for found in re.finditer(pattern, text, re.I)
    ]
    none_of(broken, "The content security policy refuses them, and so do we")


def _without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text)


def test_templates_ask_for_no_variable_that_nobody_gives():
    """`{% if LANGUAGE_BIDI %}` is silently false: the context of Django's own translations is not loaded. Ask by a tag."""
    broken = [at(path) for path in TEMPLATES if re.search(r"\bLANGUAGE(S|_BIDI|_CODE)\b", path.read_text())]
    none_of(broken, "{% other_script %}, {% get_current_language_bidi as … %}")


def test_pages_show_dates_and_numbers_through_the_filters():
    """`{{ need.heard_on }}` would write the date of no country."""
    broken = [
        f"{at(path)}: {found.group(0)}"
        for path in TEMPLATES
        if path not in COMPONENTS  # a chart says where things stand: bar.first_at
        for found in re.finditer(r"\{\{\s*[\w.]+_(on|at)\s*\}\}", path.read_text())
    ]
    none_of(broken, "Dates go through on_date, at_time, at_moment")


def test_a_component_says_its_arguments_on_its_first_line():
    broken = []
    for path in COMPONENTS:
        first = path.read_text().splitlines()[0]
        if not (first.startswith("{# ") and f"<c-{path.stem.replace('_', '-')}" in first):
            broken.append(f"{at(path)} begins with {first[:60]}")
    none_of(broken, "{# What it is. <c-name argument=…> #}")
    assert COMPONENTS


def test_style_knows_no_left_and_no_right():
    broken = [
        f"{at(path, number)}: {line.strip()}"
        for path in SHEETS
        for number, line in enumerate(_css_without_comments(path.read_text()).splitlines(), 1)
        if re.search(r"\b(left|right)\b", line)
    ]
    none_of(broken, "Logical properties only: inline-start, inline-end")
    assert SHEETS


def _css_without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment.group(0).count("\n"), text, flags=re.S)


@pytest.mark.parametrize("room", ROOMS)
def test_templates_lie_in_the_folder_of_their_room(room):
    """Two rooms may both have a `list.html`: the folder tells them apart. Cotton, allauth and Django look in their own."""
    home = HOUSE / room / "templates"
    of_libraries = (
        {"cotton", "allauth", "account", "mfa", "django"} if room in ("design", "people", "portal") else set()
    )
    allowed = {room, "cotton", *of_libraries}
    pages = [path for path in home.glob("**/*.html") if len(path.relative_to(home).parts) > 1]
    broken = [at(path) for path in pages if path.relative_to(home).parts[0] not in allowed]
    none_of(broken, f"Templates of {room} lie in templates/{room}/")


def test_the_map_is_of_this_house():
    with translation.override("en"):
        assert (ROOT / "docs" / "MAP.md").read_text() == written_map(), "Run `make map` and commit docs/MAP.md"


def test_the_api_is_as_its_readers_know_it():
    """The document in docs/openapi.json is what other programs were written against: `make map` rewrites it."""
    known = json.loads((ROOT / "docs" / "openapi.json").read_text())
    now = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    changed = sorted(
        address
        for address in known["paths"].keys() | now["paths"].keys()
        if known["paths"].get(address) != now["paths"].get(address)
    )
    none_of(changed, "The API changed: run `make map`, and commit docs/openapi.json when it is meant")
    assert known == now
