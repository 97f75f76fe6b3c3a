"""For everyone: axe finds nothing, the keyboard is enough, nothing is wider than the phone, every target is large."""

from pathlib import Path

import pytest

from .test_filling import go_on, heading

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
FOUND = "async () => (await axe.run(document, {})).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
SMALL = """() => [...document.querySelectorAll('taghyir-form :is(button, .input, .tile, .chip)')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


def assert_fit_for_everyone(page):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci.")
    page.evaluate(AXE.read_text())  # the policy of the page forbids a script element; the browser's own door does not
    assert page.evaluate(FOUND) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("lang", ["ar", "fr", "es", "en"])
@pytest.mark.parametrize("form", ["visit", "kinds"])
def test_the_whole_form_is_fit_for_everyone(phone, site, form, lang):
    phone.goto(site.page(form, lang, "whole"))
    phone.locator("button[type=submit]").click()
    phone.locator(".error").first.wait_for()
    assert_fit_for_everyone(phone)


def test_each_page_is_fit_for_everyone_on_a_dark_screen(phone, site):
    phone.emulate_media(color_scheme="dark")
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("أ")
    for _ in range(3):
        assert_fit_for_everyone(phone)
        go_on(phone)
    phone.get_by_label("لا", exact=True).check()
    for _ in range(4):
        assert_fit_for_everyone(phone)
        go_on(phone)
    heading(phone, "كل شيء جاهز")
    assert_fit_for_everyone(phone)


def test_the_keyboard_alone_is_enough(phone, site):
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    phone.get_by_label("ما اسم التعاونية؟").focus()
    phone.keyboard.type("Tifawin")
    phone.keyboard.press("Enter")
    focused = "() => document.activeElement.innerText"
    phone.wait_for_function(
        "document.activeElement.tagName === 'H2' && document.activeElement.textContent.includes('العسل')"
    )
    phone.keyboard.press("Tab")
    phone.keyboard.type("3")
    phone.keyboard.press("Enter")
    phone.wait_for_function("document.activeElement.textContent.includes('الأعضاء')")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.wait_for_function("document.activeElement.textContent.includes('دعم')")
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    phone.wait_for_function("document.activeElement.tagName === 'H2'")
    assert phone.evaluate(focused) == "ما اسم المنتوج؟"


def test_the_page_reads_from_right_to_left(phone, site):
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    form = phone.locator("taghyir-form")
    assert (form.get_attribute("dir"), form.get_attribute("lang")) == ("rtl", "ar")
    go_on(phone)
    assert (
        phone.get_by_role("heading", name="ما اسم التعاونية؟").evaluate("e => getComputedStyle(e).direction") == "rtl"
    )
