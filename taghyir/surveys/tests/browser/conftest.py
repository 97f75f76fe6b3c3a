"""A phone of 360 pixels, a site that keeps what arrives, and forms turned into XForms as the platform does it."""

import os
import shutil
import warnings

import pytest
from django.db import connections
from pyxform.xls2xform import convert

from conftest import REAL_DATA

from . import questions
from .site import BUILT, Site, opened

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=RenderDocument",  # with it, a page opened while the network is cut believes it has one
]
LOUD = ("error", "warning")


def xform(source) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about how the workbook of someone else was saved
        return convert(source, validate=False).xform


@pytest.fixture(scope="package")  # Playwright runs once in a process: other rooms have a browser of their own
def browser():
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine.")
    if not (BUILT / "survey.js").is_file():
        pytest.skip("The scripts are not built: npm ci && npm run build.")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs us within its loop
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def site():
    forms = {name.lower(): xform(getattr(questions, name)) for name in ("VISIT", "KINDS", "PLACES", "DRAWN", "REST")}
    site = Site(forms=forms)
    server = opened(site)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(browser, site):
    """A small phone; at the end nothing may have been said in its console: no error, no refused style or address."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="fr-FR",
        timezone_id="Africa/Casablanca",
        geolocation={"latitude": 34.9103, "longitude": -2.7343, "accuracy": 12},
        permissions=["geolocation"],
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if message.type in LOUD else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()
    assert not page.said


@pytest.fixture
def house(browser, live_server):
    """The address of the platform itself; Django keeps connections of its own within the loop of the browser."""
    yield live_server.url
    connections.close_all()


@pytest.fixture
def real_form(site):
    """Serve a form someone made and uses, or skip where the folder of real forms is absent."""

    def serve(name: str, path: str) -> str:
        source = REAL_DATA / "forms" / path
        if not source.exists():
            pytest.skip(f"The real form {path} is not on this machine (TAGHYIR_REAL_DATA).")
        site.forms[name] = source.read_text() if source.suffix == ".xml" else xform(source)
        return name

    return serve
