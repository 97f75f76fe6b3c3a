"""Nothing written is lost: a reload, a cut network, a refusal, a photo. And nothing is sent twice."""

import os
import struct
import zlib

import pytest

from .test_filling import answer_visit, arrived, go_on, heading

pytestmark = pytest.mark.browser


COUNT_WRITES = """() => {
  const put = IDBObjectStore.prototype.put;
  window.writes = 0;
  IDBObjectStore.prototype.put = function (...given) { window.writes += 1; return put.apply(this, given); };
}"""


def photo(width: int = 640, height: int = 480) -> bytes:
    """A grey picture of noise, as PNG."""
    rows = b"".join(b"\0" + os.urandom(width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def saved(page):
    page.get_by_text("محفوظ في هذا الجهاز على الساعة").wait_for()


def test_opening_a_form_keeps_nothing(phone, site):
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    phone.wait_for_timeout(400)
    phone.reload()
    heading(phone, "ما اسم التعاونية؟")
    assert phone.get_by_text("الأجوبة التي بدأتها موجودة").count() == 0


def test_a_reload_finds_the_answers_the_photo_and_the_page_again(phone, site):
    content = photo()
    phone.goto(site.page("visit"))
    answer_visit(phone)
    phone.get_by_role("button", name="السابق").click()
    heading(phone, "صورة للمحل")
    phone.locator("input[type=file]").set_input_files({"name": "محل.png", "mimeType": "image/png", "buffer": content})
    phone.locator("canvas").wait_for()
    phone.wait_for_timeout(400)
    phone.reload()
    phone.get_by_text("الأجوبة التي بدأتها موجودة. واصل.").wait_for()
    heading(phone, "صورة للمحل")
    phone.locator("canvas").wait_for()
    phone.get_by_label("Français").check()
    phone.wait_for_timeout(400)
    phone.reload()
    phone.locator("canvas").wait_for()
    go_on(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    (post,) = site.posts
    assert post.value("honey") == "12.5"
    assert post.parts[post.value("photo")] == content
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    assert phone.get_by_label("ما اسم التعاونية؟").input_value() == ""


def test_the_hour_of_the_end_is_noted_once_and_nothing_is_written_meanwhile(phone, site):
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    phone.evaluate(COUNT_WRITES)
    phone.get_by_label("ما اسم التعاونية؟").fill("تيفاوين")
    saved(phone)
    phone.wait_for_timeout(1_000)
    assert phone.evaluate("window.writes") <= 2
    answer_visit(phone)
    go_on(phone, "إرسال")
    arrived(phone)
    assert site.posts[0].value("began") < site.posts[0].value("ended")


def test_starting_over_asks_first_and_then_erases(phone, site):
    phone.goto(site.page("visit"))
    phone.get_by_label("ما اسم التعاونية؟").fill("تيفاوين")
    saved(phone)
    phone.reload()
    phone.get_by_role("button", name="البدء من جديد").click()
    phone.get_by_role("dialog").get_by_role("button", name="الاحتفاظ بها").click()
    assert phone.get_by_label("ما اسم التعاونية؟").input_value() == "تيفاوين"
    phone.get_by_role("button", name="البدء من جديد").click()
    phone.get_by_role("dialog").get_by_role("button", name="حذف").click()
    phone.wait_for_function("document.querySelector('taghyir-form input.input').value === ''")
    phone.reload()
    heading(phone, "ما اسم التعاونية؟")
    assert phone.get_by_label("ما اسم التعاونية؟").input_value() == ""


def test_without_network_the_sheet_waits_in_sight_and_leaves_once(phone, site):
    phone.goto(site.page("visit"))
    answer_visit(phone)
    phone.context.set_offline(True)
    phone.get_by_text("لا توجد شبكة. واصل.").first.wait_for()
    go_on(phone, "إرسال")
    heading(phone, "أجوبتك محفوظة")
    heading(phone, "البطاقات المحفوظة في هذا الجهاز: 1")
    assert site.posts == []
    phone.get_by_role("button", name="ملء بطاقة أخرى").click()
    heading(phone, "ما اسم التعاونية؟")
    phone.context.set_offline(False)
    phone.get_by_text("وصلت", exact=True).wait_for()
    phone.evaluate("dispatchEvent(new Event('online'))")
    phone.reload()
    heading(phone, "ما اسم التعاونية؟")
    phone.wait_for_timeout(500)
    assert len(site.posts) == 1
    phone.said = [text for text in phone.said if "ERR_INTERNET_DISCONNECTED" not in text]


def finish_without_network(phone, site, content):
    """A visit with its photo, which waits for the network."""
    phone.goto(site.page("visit"))
    answer_visit(phone)
    phone.get_by_role("button", name="السابق").click()
    heading(phone, "صورة للمحل")
    phone.locator("input[type=file]").set_input_files({"name": "محل.png", "mimeType": "image/png", "buffer": content})
    phone.locator("canvas").wait_for()
    go_on(phone)
    phone.context.set_offline(True)
    phone.get_by_text("لا توجد شبكة. واصل.").first.wait_for()
    go_on(phone, "إرسال")
    heading(phone, "أجوبتك محفوظة")


def take_away(phone, carried):
    """Everything that waits, in a file."""
    phone.get_by_text("جهاز آخر", exact=True).click()
    with phone.expect_download() as download:
        phone.get_by_role("button", name="حفظ استماراتي في ملف").click()
    download.value.save_as(carried)


def load(page, file):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="إرسال استمارات من ملف").click()
    chooser.value.set_files(file)


def test_what_waits_leaves_by_another_device_and_is_sent_once(phone, site, browser, tmp_path):
    content, carried = photo(), tmp_path / "queue.json"
    finish_without_network(phone, site, content)
    take_away(phone, carried)
    other = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    other.goto(site.page("visit"))
    other.get_by_text("جهاز آخر", exact=True).click()
    for wrong in (b"{}", b"not json", carried.read_bytes().replace(b'"/submission"', b'"https://example.org/"')):
        load(other, {"name": "queue.json", "mimeType": "application/json", "buffer": wrong})
        other.get_by_text("هذا الملف لا يحتوي على استمارات تغيير").wait_for()
    assert site.posts == []
    load(other, carried)
    other.get_by_text("وصلت", exact=True).wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("وصلت", exact=True).wait_for()
    first, second = site.posts
    assert (first.instance_id, first.xml) == (second.instance_id, second.xml), "the same sheet: the server keeps one"
    assert first.parts[first.value("photo")] == content
    other.context.close()
    phone.said = [text for text in phone.said if "ERR_INTERNET_DISCONNECTED" not in text]


def test_a_server_that_fails_gets_the_same_sheet_again(phone, site):
    site.answers = [(503, "text/html", "<h1>busy</h1>"), (201, "text/xml", "<OpenRosaResponse/>")]
    phone.goto(site.page("visit"))
    answer_visit(phone)
    go_on(phone, "إرسال")
    phone.get_by_text("الخادم لا يجيب. أجوبتك محفوظة وستُرسل لاحقًا.").wait_for()
    phone.get_by_role("button", name="إرسال الآن").click()
    phone.get_by_text("وصلت", exact=True).wait_for()
    first, second = site.posts
    assert first.instance_id == second.instance_id
    assert first.xml == second.xml
    phone.said = [text for text in phone.said if "503" not in text]


def receipt_of(number):
    said = f'receipt="{number}{number}{number}{number}-0000" digest="{str(number) * 4}{"0" * 60}"'
    metadata = f'<submissionMetadata xmlns="http://www.opendatakit.org/xforms" {said}/>'
    return 201, "text/xml", f'<OpenRosaResponse xmlns="http://openrosa.org/http/response">{metadata}</OpenRosaResponse>'


def finish_three_without_network(phone, site):
    phone.goto(site.page("visit"))
    heading(phone, "ما اسم التعاونية؟")
    phone.context.set_offline(True)
    for number in range(3):
        if number:
            phone.get_by_role("button", name="ملء بطاقة أخرى").click()
        answer_visit(phone)
        go_on(phone, "إرسال")
        heading(phone, "أجوبتك محفوظة")


def test_three_sheets_filled_without_network_give_three_receipts_even_when_the_first_hangs(phone, site):
    site.answers = [(0, "", ""), receipt_of(2), receipt_of(3), receipt_of(1)]
    finish_three_without_network(phone, site)
    phone.clock.install()  # no earlier: questions are drawn by the clock too
    phone.context.set_offline(False)
    while not site.posts:
        phone.wait_for_timeout(50)
    assert len(site.posts) == 1, "the first is on its way, and nothing moves"
    phone.clock.fast_forward(91_000)
    phone.get_by_text("وصلت", exact=True).nth(1).wait_for()
    phone.get_by_role("button", name="إرسال الآن").click()
    phone.get_by_text("وصلت", exact=True).nth(2).wait_for()
    assert len({post.instance_id for post in site.posts}) == 3
    assert site.posts[0].instance_id == site.posts[3].instance_id
    phone.reload()
    phone.get_by_text("الوصولات المحفوظة في هذا الجهاز: 3").click()
    for number in (1, 2, 3):
        phone.get_by_text(f"{number}{number}{number}{number}-0000", exact=True).wait_for()
        phone.get_by_text(f"{number}{number}{number}{number}000").wait_for()
    phone.said = []


def test_a_file_refused_after_its_answers_arrived_is_said_and_is_let_go_by_the_person(phone, site):
    site.answers = [receipt_of(1), (400, "application/json", '{"detail": "صورة تالفة."}')]
    phone.goto(site.page("visit"))
    answer_visit(phone)
    phone.get_by_role("button", name="السابق").click()
    heavy = {"name": "محل.png", "mimeType": "image/png", "buffer": photo(2_000, 1_600)}
    phone.locator("input[type=file]").set_input_files(heavy)
    phone.locator("canvas").wait_for()
    go_on(phone)
    go_on(phone, "إرسال")
    heading(phone, "وصلت أجوبتك")
    phone.locator("li .error", has_text="لم يُقبل هذا الملف: صورة تالفة.").wait_for()
    phone.reload()
    phone.get_by_role("button", name="إزالة").click()
    phone.get_by_role("dialog").get_by_role("button", name="حذف").click()
    phone.locator("li .error").wait_for(state="detached")
    assert [len(post.parts) for post in site.posts] == [1, 2]
    phone.said = [text for text in phone.said if "400" not in text]


CLOSED = "هذا الاستطلاع أُغلق أمس."
OPENROSA = f"<OpenRosaResponse xmlns='http://openrosa.org/http/response'><message>{CLOSED}</message></OpenRosaResponse>"
REFUSALS = [(400, "application/json", f'{{"detail": "{CLOSED}"}}'), (409, "text/xml", OPENROSA)]


@pytest.mark.parametrize("refusal", REFUSALS, ids=["json", "openrosa"])
def test_a_refusal_is_a_sentence_and_the_answers_stay(phone, site, refusal):
    site.answers = [refusal]
    phone.goto(site.page("visit"))
    answer_visit(phone)
    go_on(phone, "إرسال")
    phone.get_by_text("هذا الاستطلاع أُغلق أمس.").wait_for()
    phone.reload()
    heading(phone, "كل شيء جاهز")
    go_on(phone, "إرسال")
    arrived(phone)
    assert site.posts[0].instance_id == site.posts[1].instance_id
    phone.said = [text for text in phone.said if str(refusal[0]) not in text]


def test_a_session_that_ended_keeps_the_sheet_until_the_person_is_back(phone, site):
    site.answers = [(403, "text/html", "<h1>CSRF</h1>")]
    phone.goto(site.page("visit"))
    answer_visit(phone)
    go_on(phone, "إرسال")
    phone.get_by_text("انتهت مدة الدخول.").wait_for()
    phone.reload()
    phone.get_by_text("وصلت", exact=True).wait_for()
    assert len(site.posts) == 2
    phone.said = [text for text in phone.said if "403" not in text]


def test_a_form_that_cannot_be_read_says_so(phone, site):
    site.forms["broken"] = "<nothing/>"
    phone.goto(site.page("broken"))
    phone.get_by_text("لا يمكن فتح هذه الاستمارة.").wait_for()
    phone.goto(site.page("absent"))
    phone.get_by_text("لا يمكن فتح هذه الاستمارة.").wait_for()
    phone.said = []
