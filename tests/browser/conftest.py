"""A browser before a running house, and who sits at it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from taghyir.people.models import User
from tests.browsers import shut_the_pages, the_browser

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def chromium() -> Iterator[Any]:
    yield the_browser()
    shut_the_pages()


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
