"""The one browser of a process: it stays open from one browser test to the next, and closes before any other kind of test."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
FLAGS += ["--use-fake-device-for-media-stream"]  # a camera that shows a turning disc, to whom is allowed it
FLAGS += ["--disable-features=RenderDocument"]  # else a page opened while the network is cut believes it has one
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"  # Playwright runs us within its loop, as long as it is open

_open: dict[str, Any] = {}


def the_browser() -> Any:
    """Chromium, opened when the first test asks for it; the test is skipped with a sentence where it is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists() or not (settings.BASE_DIR / "build" / "static" / "survey.js").exists():
        pytest.skip("needs the system's chromium and the built pages: make assets")
    if not _open:
        os.environ[UNSAFE] = "true"
        _open["driver"] = sync_api.sync_playwright().start()
        _open["browser"] = _open["driver"].chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
    return _open["browser"]


def shut_the_pages() -> None:
    """Between two tests nothing of the first stays open; within the loop Django keeps connections of their own."""
    for context in _open["browser"].contexts:
        context.close()
    connections.close_all()


def close_the_browser() -> None:
    """Leave the loop: what comes next may want one of its own."""
    if _open:
        connections.close_all()
        _open.pop("browser").close()
        _open.pop("driver").stop()
        os.environ.pop(UNSAFE)
