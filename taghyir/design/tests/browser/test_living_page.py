"""The living page in a real browser: nothing overflows, nothing is out of reach of a thumb or of a screen reader."""

import pytest
from django.conf import settings

from tests.browsers import shut_the_pages, the_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect(), wide = document.documentElement.clientWidth;
  return box.width && (box.x + box.width > wide + 1 || box.x < -1) && !element.closest(".scroll, .hush, svg, .skip")
    && getComputedStyle(element).clipPath === "none";
}).map((element) => element.outerHTML.slice(0, 90))"""

SMALL = """() => [...document.querySelectorAll("a, button, select, summary, textarea, .tile, .chip")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.height && box.height < 43 && !element.matches(".title, .skip") && !element.closest(".hush");
}).map((element) => element.outerHTML.slice(0, 90))"""


@pytest.fixture
def browser():
    yield the_browser()
    shut_the_pages()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(("width", "text"), [(360, "100%"), (360, "200%"), (1280, "100%")])
def test_nothing_overflows(browser, live_server, language, width, text):
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{live_server.url}/{language}/design/")
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", text)
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_everybody_may_use_it(browser, live_server, language, light):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=light)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/{language}/design/")
    assert page.evaluate(SMALL) == []
    assert refused == []
    page.evaluate(AXE.read_text())
    found = page.evaluate("() => axe.run().then(({violations}) => violations.map((v) => [v.id, v.nodes[0].html]))")
    assert found == []
    page.close()


def test_a_dialog_opens_in_front_and_also_without_javascript(browser, live_server):
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{live_server.url}/fr/design/")
        assert not page.locator("#here-erase").is_visible()
        page.locator("a[href='#here-erase']").click()
        assert page.locator("#here-erase").is_visible()
        page.locator("#here-erase [data-close]").click()
        assert not page.locator("#here-erase").is_visible()
        context.close()
