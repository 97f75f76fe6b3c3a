"""Forms that others made and use: they open, they are fit for everyone, and a sheet of theirs arrives."""

import pytest

from .test_access import assert_fit_for_everyone
from .test_filling import arrived, go_on, heading

pytestmark = pytest.mark.browser

FORMS = {
    "transportation": ("ona/transportation.xlsx", "fr"),
    "tutorial": ("ona/tutorial_arabic_labels.xlsx", "ar"),
    "widgets": ("pyxform/widgets.xls", "fr"),
    "household": ("socio-economic-survey-v20240515.xlsx", "fr"),
    "loop": ("pyxform/loop.xlsx", "fr"),
    "nameless-repeats": ("pyxform/xlsform_spec_test.xlsx", "fr"),
    "markdown": ("xform/3-notes-with-markdown.xml", "es"),
    "kinds-of-odk": ("all-question-types-v2024091201-3.xlsx", "ar"),
}


def without_absent_media(page):
    """Their pictures are not on this site."""
    page.said = [text for text in page.said if "404" not in text]


@pytest.mark.parametrize("name", FORMS)
def test_a_real_form_opens_whole_and_is_fit_for_everyone(phone, site, real_form, name):
    path, lang = FORMS[name]
    phone.goto(site.page(real_form(name, path), lang, "whole"))
    phone.locator("button[type=submit]").wait_for(timeout=20_000)
    phone.wait_for_timeout(300)
    assert_fit_for_everyone(phone)
    without_absent_media(phone)


def test_the_arabic_tutorial_is_filled_in_and_arrives(phone, site, real_form):
    phone.goto(site.page(real_form("tutorial", FORMS["tutorial"][0])))
    phone.get_by_label("ما هو اسمك؟").fill("فاطمة")
    go_on(phone)
    phone.get_by_label("كم عمرك؟").fill("٤٢")
    go_on(phone)
    heading(phone, "هل لي")
    go_on(phone)
    phone.get_by_label("نعم").check()
    go_on(phone)
    phone.get_by_role("button", name="تحديد موقعي").click()
    phone.get_by_text("34.91030, -2.73430").wait_for()
    go_on(phone)
    phone.get_by_label("موزيلا فايرفوكس").check()
    go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    assert (post.value("name"), post.value("age"), post.value("has_children")) == ("فاطمة", "42", "1")
    assert post.value("web_browsers") == "firefox"


def test_the_household_form_is_walked_to_its_end(phone, site, real_form):
    """Every page opens; an answer that is asked for is given, the first that is offered."""
    phone.goto(site.page(real_form("household", FORMS["household"][0]), "fr"))
    phone.locator(".stepper").wait_for(timeout=20_000)
    for _ in range(80):
        if phone.get_by_role("button", name="Envoyer", exact=True).count():
            break
        answer_page(phone)
        go_on(phone, "Continuer")
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    arrived(phone)
    assert len(site.posts) == 1


def answer_page(page):
    for field in page.locator("taghyir-form :is(input.input, textarea):visible").all():
        if field.input_value() == "":
            field.fill("0612345678" if field.get_attribute("inputmode") == "tel" else "7")
    for choice in page.locator("taghyir-form select:visible").all():
        choice.select_option(index=1)
    for group in page.locator("taghyir-form :is(.tiles, .chips):has(.tile):visible").all():
        group.locator("input").first.check()
