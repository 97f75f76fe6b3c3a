"""Every page that a link leads to, as those who come: readable by a screen reader, whole on a phone, never an error."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve
from django.utils import translation

from taghyir.people.models import User
from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO_COMES = (None, "karim", "amina", "fatma", "pilar")
FIRST_PAGES = {None: "", "karim": "day/", "amina": "day/", "fatma": "day/", "pilar": "results/"}
HEAVIEST = 200_000  # bytes of a first load; forms and map carry an engine
WITH_ENGINE = {
    "surveys:fill_form", "surveys:forms", "atlas:directory_map", "review:answers_map",
    "corrections:correct_submission", "corrections:settle_conflict", "drafts:try_draft", "diagnoses:fill_diagnosis",
}  # fmt: skip

OVERFLOWING = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const box = element.getBoundingClientRect(), wide = document.documentElement.clientWidth;
  return box.width && (box.right > wide + 1 || box.left < -1) && !element.closest(".scroll, .hush, svg, .skip")
    && getComputedStyle(element).clipPath === "none";
}).map((element) => element.outerHTML.slice(0, 120))"""
VIOLATIONS = """() => axe.run({resultTypes: ["violations"]})
  .then(({violations}) => violations.map((v) => [v.id, v.nodes[0].html.slice(0, 160)]))"""


def pages_reached(page: Any, language: str, first: str) -> Iterator[tuple[str, int]]:
    """One address of each kind that links lead to from `first`; each is open when it is given, with its status."""
    waiting, known = [f"/{language}/{first}"], set()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind is None or kind in known:
            continue
        known.add(kind)
        answer = page.goto(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield address, answer.status
        links = page.evaluate(
            "() => [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.getAttribute('href'))"
        )
        waiting += [urlsplit(link).path for link in links if link.startswith(f"/{language}/")]


FILES = (
    "field_kit", "field_worker",
    "form_xml", "form_source", "draft_source", "attachment", "evidence", "signed_sheet", "rejected_rows", "booklet_file", "feed",
    "geojson", "kml", "vcards", "qr_code", "jsonld", "pocket_manifest", "pocket_worker", "pocket_pack",
    "photo", "small_photo", "page_picture", "field_picture",
    "outcome_paper", "assembly_paper", "register_paper", "plan_paper",
    "space_photo", "taken_hours", "calendar", "signature", "take_file", "result_paper", "result_signature",
    "convention_paper", "signed_paper", "finger", "consent_voice",
    "document_file", "document_preview", "deed", "deed_signature",
)  # fmt: skip


def kind_of(address: str) -> str | None:
    """The name of the page; None for what is no page of ours."""
    try:
        with translation.override(address.split("/")[1]):
            found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    is_file = found.url_name in FILES
    return None if is_file or found.url_name == "account_logout" else found.view_name


def test_every_page_is_whole_light_and_readable_by_all(sit_down):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    call_command("load_demo")
    faults, firsts = faults_of(sit_down, lambda page, name: pages_reached(page, "fr", FIRST_PAGES[name]))
    found, _again = faults_of(sit_down, lambda page, name: pages_again(page, "ar", [FIRST_PAGES[name], *firsts[name]]))
    assert not faults + found, "\n".join(faults + found)


def pages_again(page: Any, language: str, addresses: list[str]) -> Iterator[tuple[str, int]]:
    """The same pages in another language, coming in where people do: who else comes to them was seen in the first."""
    for address in addresses:
        other = f"/{language}/{address.removeprefix('/fr/')}"
        answer = page.goto(other)
        yield other, answer.status


def faults_of(
    sit_down: Any, reached: Callable[[Any, str | None], Iterator[tuple[str, int]]]
) -> tuple[list[str], dict[str | None, list[str]]]:
    """What is wrong on the pages that are reached; and at which address each of those who come was the first on a kind."""
    axe, faults, seen = AXE.read_text(), [], set()
    firsts: dict[str | None, list[str]] = {name: [] for name in WHO_COMES}
    refused: list[str] = []
    weight: list[int] = []
    for name in WHO_COMES:
        user = User.objects.get(email=f"{name}@taghyir.example") if name else None
        page = sit_down(user)
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.on("requestfinished", lambda request: weight.append(request.sizes()["responseBodySize"]))
        for address, status in reached(page, name):
            kind = kind_of(address)
            if kind in WITH_ENGINE:
                page.wait_for_load_state("networkidle")
            if status != 200:
                faults.append(f"{address} ({name}): {status}")
            if kind not in seen:
                seen.add(kind)
                firsts[name].append(address)
                page.evaluate(axe)
                faults += [f"{address} ({name}): {fault}" for fault in page.evaluate(VIOLATIONS)]
                faults += [f"{address} ({name}) overflows: {element}" for element in page.evaluate(OVERFLOWING)]
                if sum(weight) > HEAVIEST and kind not in WITH_ENGINE:
                    faults.append(f"{address} ({name}): {sum(weight)} bytes")
            faults += [f"{address} ({name}) says: {text}" for text in refused]
            refused.clear()
            weight.clear()
        page.context.close()
    assert len(seen) > 250, sorted(str(kind) for kind in seen)
    return faults, firsts
