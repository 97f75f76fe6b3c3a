"""What a sheet may ask a question to look like, beyond the usual: other calendars, a picture to touch, a direction."""

import re

import pytest

from . import questions
from .conftest import xform
from .test_access import assert_fit_for_everyone
from .test_filling import arrived, go_on

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser


def opened(phone, site, name, lang, mode=""):
    site.forms[name] = xform(getattr(questions, name.upper()))
    phone.goto(site.page(name, lang, mode))
    phone.locator("taghyir-form button[type=submit]").wait_for()


def give_day(page, question, day, month, year):
    asked = page.get_by_role("group", name=question)
    asked.get_by_label("السنة").fill(year)
    asked.get_by_label("الشهر").select_option(label=month)
    asked.get_by_label("اليوم").select_option(day)


def give_month(page):
    """No month is taken for the answer before it is chosen."""
    page.get_by_label("السنة").fill("2026")
    go_on(page)
    page.locator(".error", has_text="اكتب التاريخ كاملًا").wait_for()
    page.get_by_label("الشهر", exact=True).select_option(index=7)
    go_on(page)


def give_birth(page):
    """In the Hijri calendar, or in the usual one: each follows the other. Half a day is no day."""
    born = page.get_by_role("group", name="متى وُلدت؟")
    born.get_by_label("السنة").fill("١٤٤٦")
    go_on(page)
    page.locator(".error", has_text="اكتب التاريخ كاملًا").wait_for()
    give_day(page, "متى وُلدت؟", "1", "محرم", "١٤٤٦")
    usual = born.get_by_label("بالتقويم الميلادي")
    expect(usual).to_have_value("2024-07-08")
    usual.fill("2026-11-28")
    for field, value in zip(born.locator("select, input[inputmode]").all(), ("17", "6", "1448"), strict=True):
        expect(field).to_have_value(value)
    assert_fit_for_everyone(page)
    go_on(page)


def test_a_day_of_another_calendar_is_kept_as_the_day_it_is(phone, site):
    opened(phone, site, "calendars", "ar")
    give_birth(phone)
    since = phone.get_by_role("group", name="منذ أي شهر؟")
    assert since.get_by_label("اليوم").count() == 0
    since.get_by_label("الشهر").select_option(index=13)
    since.get_by_label("السنة").fill("2016")
    since.get_by_label("السنة").blur()
    since.get_by_text("6 سبتمبر 2024").wait_for()
    go_on(phone)
    for question, day, month, year in (
        ("بالتقويم الفارسي", "1", "فرفردن", "1405"),
        ("بالتقويم القبطي", "1", "توت", "1743"),
        ("بالتقويم البوذي", "29", "فبراير", "2567"),
    ):
        give_day(phone, question, day, month, year)
        go_on(phone)
        if question == "بالتقويم القبطي":
            give_month(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    kept = {name: post.value(name) for name in ("month", "born", "since", "persian", "coptic", "buddhist")}
    assert kept == {
        "month": "2026-07-01",
        "born": "2026-11-28",
        "since": "2024-09-06",
        "persian": "2026-03-21",
        "coptic": "2026-09-11",
        "buddhist": "2024-02-29",
    }


def test_the_areas_of_a_picture_are_the_answers_and_the_picture_runs_nothing(phone, site):
    site.media = {"field.svg": questions.FIELD_DRAWN}
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    opened(phone, site, "field", "ar")
    for area in ("الأعلى", "الأسفل", "البئر", "الأعلى"):
        phone.get_by_role("group", name="على الصورة").get_by_role("checkbox", name=area, exact=True).click()
    assert not phone.evaluate("window.wasRun"), "no script of a picture runs"
    assert not [address for address in asked if "example.org" in address]
    wet = phone.get_by_role("group", name="أي أجزاء")
    wet.get_by_label("الطريق").check()  # it has no area: the list holds it
    wet.get_by_text("الأسفل · البئر · الطريق").wait_for()
    assert [tile.is_checked() for tile in wet.locator(".tile input").all()] == [False, True, True, True]
    assert wet.locator("svg path[stroke='#fff']").count() == 2, "what is chosen bears a tick, it is not only dyed"
    assert_fit_for_everyone(phone)
    go_on(phone)
    phone.get_by_role("radiogroup", name="على الصورة").wait_for()
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Space")
    best = phone.get_by_role("group", name="أيها الأفضل؟")
    expect(best.locator(".tile input").nth(1)).to_be_checked()
    go_on(phone)
    phone.get_by_label("البئر").check()
    go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    assert [post.value(name) for name in ("wet", "best", "plain")] == ["lower well road", "lower", "well"]
    phone.said = [text for text in phone.said if "404" not in text]


TURNED = "degrees => dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute', {alpha: degrees, absolute: true}))"


def test_a_direction_is_read_from_the_compass_or_typed(phone, site):
    opened(phone, site, "elsewhere", "fr")
    sun = phone.get_by_label("Où se lève le soleil ?")
    expect(sun).to_have_accessible_description(re.compile("Depuis la porte En degrés, de 0 à 360"))
    phone.get_by_role("button", name="Prendre la direction").click()
    phone.get_by_text("Tenez le téléphone à plat").wait_for()
    phone.evaluate(TURNED, 359.7)
    phone.evaluate(TURNED, 268.2)
    assert_fit_for_everyone(phone)
    phone.get_by_role("button", name="Garder cette direction\u00a0: \u206692°\u2069").click()
    expect(sun).to_have_value("92")
    sun.fill("٣٦١")
    go_on(phone, "Continuer")
    phone.locator(".error", has_text="entre 0 et 360").wait_for()
    sun.fill("92,5°")
    go_on(phone, "Continuer")


def test_a_hint_that_is_not_in_this_language_is_left_out(phone, site):
    opened(phone, site, "elsewhere", "ar")
    expect(phone.get_by_label("أين تشرق الشمس؟")).to_have_accessible_description(re.compile("^بالدرجات"))


def test_what_another_application_gives_is_typed_and_said_to_be(phone, site):
    opened(phone, site, "elsewhere", "fr", "whole")
    breaths = phone.get_by_label("Respirations par minute")
    expect(breaths).to_have_accessible_description(
        "Sur l’application Android, une autre application donne cette réponse. Ici, écrivez-la."
    )
    breaths.fill("24")
    phone.get_by_role("group", name="Image").get_by_text("Ici, choisissez-le.").wait_for()
    expect(phone.get_by_label("Étiquette")).to_have_accessible_description(re.compile("Cette page n’imprime rien"))
    phone.get_by_label("Jour").fill("2026-11-28")
    phone.get_by_text("Ce calendrier n’existe que dans l’application Android.").wait_for()
    phone.get_by_role("button", name="Prendre la direction").click()
    phone.get_by_text("Cet appareil ne dit pas où est le nord.").wait_for()
    phone.get_by_label("Où se lève le soleil ?").fill("92,5°")
    assert_fit_for_everyone(phone)
    go_on(phone, "Envoyer")
    arrived(phone)
    (post,) = site.posts
    assert (post.value("sun"), post.value("breaths")) == ("92.5", "24")


def test_a_list_stays_as_it_is_while_others_answer_and_follows_what_it_depends_on(phone, site):
    opened(phone, site, "listed", "fr")
    town, near = phone.get_by_label("Quelle commune ?"), phone.get_by_label("Et à côté ?")
    assert town.locator("option").all_inner_texts() == ["Choisir…", "Jerada & environs", "Nador", "fig"]
    town.evaluate("list => { list.options[2].wasThere = true }")
    phone.get_by_label("Un mot ?").fill("nord")
    expect(near.locator("option")).to_have_text(["Choisir…", "Nador"])
    assert town.evaluate("list => list.options[2].wasThere"), "a list that is open on a phone does not close"
    near.select_option("Nador")
    phone.get_by_label("العربية").check()
    expect(phone.get_by_label("أية جماعة؟").locator("option")).to_have_text(["Choisir…", "جرادة", "الناظور", "فكيك"])
    expect(phone.get_by_label("والمجاورة؟")).to_have_value("nad")


def test_the_nearest_choices_come_first_with_how_far_they_are(phone, site):
    opened(phone, site, "near", "ar")
    tiles = phone.get_by_role("group", name="أي محل؟").locator(".tile")
    expect(tiles).to_have_text(["الكاف", "غير معروف", "الناظور", "الزنقة", "آخر", "المدينة"])
    nearest = phone.get_by_role("button", name="الأقرب أولًا")
    phone.get_by_label("غير معروف").check()
    phone.context.clear_permissions()
    nearest.click()
    phone.get_by_text("الجهاز لا يعطي الموقع لهذه الصفحة.").wait_for()
    expect(tiles.first).to_have_text("الكاف")
    phone.context.grant_permissions(["geolocation"])
    nearest.click()
    far = ["الزنقة910 م", "المدينة3,3 كم", "الناظور34 كم", "الكاف1\u202f044 كم", "غير معروف", "آخر"]
    expect(tiles).to_have_text(far)
    expect(phone.get_by_label("غير معروف")).to_be_checked()
    phone.get_by_text("لا يُحفظ موقعك ولا يُرسل.").wait_for()
    assert_fit_for_everyone(phone)
    phone.get_by_role("radio", name="المدينة 3,3 كم", exact=True).check()
    go_on(phone)
    phone.get_by_role("group", name="بلا أماكن").wait_for()
    expect(nearest).to_have_count(0)
    go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    assert post.value("shop") == "town"
    assert "34.91" not in post.xml, "where the phone is stays on it"
