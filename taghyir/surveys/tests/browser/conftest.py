"""A phone of 360 pixels, a site that keeps what arrives, and forms turned into XForms as the platform does it."""

import warnings

import pytest
from pyxform.xls2xform import convert

from conftest import REAL_DATA
from tests.browsers import shut_the_pages, the_browser

from . import questions
from .site import Site, opened

LOUD = ("error", "warning")


def xform(source) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about how the workbook of someone else was saved
        return convert(source, validate=False).xform


@pytest.fixture
def browser():
    yield the_browser()
    shut_the_pages()


@pytest.fixture
def site():
    forms = {
        name.lower(): xform(getattr(questions, name)) for name in ("VISIT", "KINDS", "PLACES", "DRAWN", "REST", "LOOKS")
    }
    site = Site(forms=forms)
    server = opened(site)
    yield site
    site.closing.set()
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
    """The address of the platform itself."""
    return live_server.url


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
