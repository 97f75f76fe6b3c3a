"""A browser before a running house, and who sits at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from taghyir.people.models import User

CHROMIUM = Path("/usr/bin/chromium")
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
FLAGS += ["--disable-features=RenderDocument"]  # else a page opened while the network is cut believes it has one


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists() or not (settings.BASE_DIR / "build" / "static" / "survey.js").exists():
        pytest.skip("needs the system's chromium and the built pages: make assets")
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # Playwright runs us within its loop, where Django keeps connections of their own


@pytest.fixture
def sit_down(chromium: Any, live_server: Any) -> Callable[..., Any]:
    """A page in the hands of somebody: `sit_down(karim, width=360)`. Nobody: a visitor."""

    def open_page(user: User | None = None, *, width: int = 360, browser: Any = chromium, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 740}, base_url=live_server.url, **options)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        context.set_default_timeout(15_000)
        return context.new_page()

    return open_page
