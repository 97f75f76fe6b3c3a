"""Filling in a form on a small phone, in Arabic and French: what is asked, what is refused, what arrives."""

import re

import pytest

pytestmark = pytest.mark.browser


def heading(page, text):
    page.locator("taghyir-form").get_by_role("heading", name=text).wait_for()


def go_on(page, name="متابعة"):
    page.get_by_role("button", name=name, exact=True).click()


def arrived(page):
    page.get_by_role("heading", name="Arrived").wait_for()


def answer_visit(page, honey="١٢٫٥", members="٢٠"):
    """The whole visit, one question a page; stops before sending."""
    page.get_by_label("ما اسم التعاونية؟").fill("تعاونية تيفاوين")
    go_on(page)
    page.get_by_label("كم كيلوغرامًا").fill(honey)
    go_on(page)
    page.get_by_label("كم عدد الأعضاء؟").fill(members)
    go_on(page)
    page.get_by_label("نعم").check()
    go_on(page)
    page.get_by_label("محل").check()
    page.get_by_label("مال").check()
    go_on(page)
    page.get_by_label("ما اسم المنتوج؟").fill("عسل")
    go_on(page)
    heading(page, "منتوج")
    go_on(page)
    heading(page, "صورة للمحل")
    go_on(page)
    heading(page, "كل شيء جاهز")


@pytest.mark.parametrize("typed", ["١٢٫٥", "12,5", "12.5", "۱۲٫۵"])
def test_a_number_arrives_the_same_whatever_digits_and_comma(phone, site, typed):
    phone.goto(site.page("visit"))
    answer_visit(phone, honey=typed)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    assert post.value("honey") == "12.5"
    assert post.value("members") == "20"
    assert post.value("who") == "تعاونية تيفاوين"
    assert set(post.value("which").split()) == {"money", "place"}
    assert post.value("name") == "عسل"
    assert post.csrf == "csrf-of-this-page"
    assert post.instance_id.startswith("uuid:")


def test_what_the_form_says_while_a_finger_is_down_takes_no_button_away(phone, site):
    """The network goes between press and release: the sentence about it waits, the button stays, and one goes on."""
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("تعاونية تيفاوين")
    button = phone.get_by_role("button", name="متابعة", exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    phone.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.mouse.down()
    phone.context.set_offline(True)
    phone.wait_for_function("() => !navigator.onLine")
    phone.wait_for_timeout(400)  # longer than an answer takes to be kept, which is said beside the page's number
    assert button.bounding_box() == box
    phone.mouse.up()
    phone.get_by_text("لا توجد شبكة").first.wait_for()
    heading(phone, "كم كيلوغرامًا")
    phone.context.set_offline(False)


def test_a_text_that_is_no_number_stays_and_the_sentence_repairs_it(phone, site):
    phone.goto(site.page("visit", "fr"))
    phone.get_by_label("Quel est le nom").fill("Tifawin")
    go_on(phone, "Continuer")
    honey = phone.get_by_label("Combien de kilos")
    honey.fill("beaucoup")
    go_on(phone, "Continuer")
    phone.get_by_text("Écrivez un nombre, par exemple 12,5.").wait_for()
    assert honey.input_value() == "beaucoup"
    assert honey.evaluate("input => document.activeElement === input")
    assert honey.get_attribute("aria-invalid") == "true"
    honey.fill("1 250,5")
    go_on(phone, "Continuer")
    members = phone.get_by_label("Combien de membres")
    members.fill("1,250")
    go_on(phone, "Continuer")
    phone.get_by_text("Écrivez un nombre entier, par exemple 12.").wait_for()


def test_a_constraint_without_a_message_says_which_numbers_are_possible(phone, site):
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("أ")
    go_on(phone)
    go_on(phone)
    members = phone.get_by_label("كم عدد الأعضاء؟")
    members.fill("٣")
    go_on(phone)
    phone.get_by_text("اكتب رقمًا بين 5 و500.").wait_for()
    members.fill("٥٠")
    go_on(phone)
    heading(phone, "هل تحتاجون إلى دعم؟")


def test_a_required_answer_is_asked_for_in_a_sentence(phone, site):
    phone.goto(site.page("visit"))
    go_on(phone)
    phone.get_by_text("اكتب جوابًا للمتابعة.").wait_for()
    described = phone.get_by_label("ما اسم التعاونية؟").get_attribute("aria-describedby").split()
    texts = [phone.locator(f"[id='{name}']").inner_text() for name in described]
    assert texts == ["كما يُكتب على الختم", "اكتب جوابًا للمتابعة."]


def test_a_question_appears_only_when_it_concerns_the_person(phone, site):
    phone.goto(site.page("visit", mode="whole"))
    asked = phone.get_by_text("ما الذي تحتاجونه؟")
    phone.get_by_label("لا", exact=True).check()
    assert asked.count() == 0
    phone.get_by_label("نعم").check()
    asked.wait_for()
    phone.get_by_label("لا", exact=True).check()
    asked.wait_for(state="detached")


def test_a_repeat_grows_and_shrinks_after_a_question(phone, site):
    phone.goto(site.page("visit", mode="whole"))
    phone.get_by_role("button", name="إضافة: منتوج").click()
    names = phone.get_by_label("ما اسم المنتوج؟")
    names.nth(1).fill("كسكس")
    names.nth(0).fill("عسل")
    phone.get_by_role("button", name="إضافة: منتوج").click()
    assert names.count() == 3
    phone.get_by_role("button", name="إزالة: منتوج 3").click()
    phone.get_by_role("dialog").get_by_role("button", name="حذف").click()
    names.nth(2).wait_for(state="detached")
    phone.get_by_label("ما اسم التعاونية؟").fill("تيفاوين")
    phone.get_by_label("لا", exact=True).check()
    go_on(phone, "إرسال")
    arrived(phone)
    assert re.findall("<name>([^<]*)</name>", site.posts[0].xml) == ["عسل", "كسكس"]


def test_one_more_of_a_repeat_opens_on_its_own_page(phone, site):
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("أ")
    for _ in range(3):
        go_on(phone)
    phone.get_by_label("لا", exact=True).check()
    go_on(phone)
    phone.get_by_label("ما اسم المنتوج؟").fill("عسل")
    go_on(phone)
    phone.get_by_text("العدد المضاف: 1").wait_for()
    phone.get_by_role("button", name="إضافة: منتوج").click()
    phone.get_by_text("منتوج 2").wait_for()
    assert phone.get_by_label("ما اسم المنتوج؟").input_value() == ""


def test_choices_follow_an_earlier_answer_and_a_missing_language_is_said(phone, site):
    phone.goto(site.page("places", "ar"))
    phone.get_by_text("هذه الأسئلة غير متوفرة بالعربية. تظهر بهذه اللغة: الفرنسية.").wait_for()
    phone.get_by_label("Tunisie").check()
    go_on(phone)
    phone.get_by_label("Le Kef").check()
    assert phone.get_by_label("L’Oriental").count() == 0
    go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    assert site.posts[0].value("region") == "kef"


def test_the_language_of_the_questions_changes_under_the_answers(phone, site):
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("تيفاوين")
    phone.get_by_label("Français").check()
    assert phone.get_by_label("Quel est le nom de la coopérative").input_value() == "تيفاوين"


def answer_counts(page):
    page.get_by_label("عدد النساء").fill("0")
    page.get_by_label("عدد الرجال").fill("٧")
    page.get_by_label("لماذا لا توجد نساء؟").fill("لم تُسأل")
    page.get_by_role("group", name="من 0 إلى 5").get_by_label("4").check()
    page.get_by_label("ثمن").fill("٧٫٥")
    page.get_by_role("button", name="أكثر").click()
    page.get_by_role("button", name="إلى الأعلى: مواكبة").click()
    page.get_by_label("قائمة").select_option("place")


def answer_dates(page):
    page.get_by_label("اليوم", exact=True).fill("2026-11-23")
    page.get_by_label("الساعة", exact=True).fill("10:42")
    page.get_by_label("اليوم والساعة").fill("2026-11-23T10:42")
    month = page.get_by_role("group", name="الشهر")
    month.get_by_role("combobox").select_option("7")
    month.get_by_role("textbox").fill("٢٠٢٥")


def answer_rest(page, sound):
    page.get_by_role("button", name="تحديد موقعي").click()
    page.get_by_text("34.91030, -2.73430").wait_for()
    page.get_by_label("احكوا").fill("سطر\nسطر")
    page.get_by_label("الهاتف").fill("٠٦١٢٣٤٥٦٧٨")
    page.get_by_label("موافق", exact=True).check()
    page.locator("input[type=file]").set_input_files(sound)
    page.get_by_role("button", name="تغيير").wait_for()


def test_every_kind_of_question_gives_its_value(phone, site, tmp_path):
    sound = tmp_path / "voice.wav"
    sound.write_bytes(b"RIFF....WAVE")
    phone.goto(site.page("kinds", mode="whole"))
    answer_counts(phone)
    answer_dates(phone)
    answer_rest(phone, sound)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    expected = {
        "women": "0", "men": "7", "why": "لم تُسأل", "trust": "4", "price": "8.0", "order": "money help place",
        "small": "place", "day": "2026-11-23", "month": "2025-07-01", "phone": "0612345678", "agreed": "OK",
        "long": "سطر\nسطر",
    }  # fmt: skip
    assert {name: post.value(name) for name in expected} == expected
    assert post.value("hour").startswith("10:42:00")
    assert post.value("moment").startswith("2026-11-23T10:42:00")
    assert post.value("here").startswith("34.9103")
    assert post.parts[post.value("voice")] == sound.read_bytes()
