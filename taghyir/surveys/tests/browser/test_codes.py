"""A code in bars is read with the camera where the browser knows how, which it says; everywhere, it is typed."""

import re

import pytest

from .test_access import assert_fit_for_everyone
from .test_appearances import opened
from .test_filling import arrived, go_on

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = pytest.mark.browser

# Chromium reads codes on a phone only. The camera and its pictures are real; what is seen on them is said by the test.
READER = """
window.streams = [];
window.seen = [];
window.BarcodeDetector = class {
  static getSupportedFormats = async () => ["ean_13", "qr_code"];
  async detect(picture) {
    if (!picture.videoWidth) throw new DOMException("", "InvalidStateError");
    window.look?.();
    return window.seen.map((rawValue) => ({ rawValue }));
  }
};
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (asked) => {
  window.asked = asked;
  const stream = await ask(asked);
  window.streams.push(stream);
  return stream;
};
"""
RUNNING = "() => window.streams.flatMap(s => s.getTracks()).filter(t => t.readyState === 'live').length"

TAKEN = """() => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotReadableError"));
}"""


@pytest.fixture
def reader(phone):
    phone.add_init_script(READER)
    phone.context.grant_permissions(["camera"])
    return phone


def look(page, button):
    """Open the camera by the keyboard, until it has seen something."""
    button.focus()
    page.evaluate("() => { window.looked = new Promise((done) => { window.look = done; }); }")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="القراءة بالكاميرا").wait_for()
    page.evaluate("() => window.looked")
    assert page.evaluate(RUNNING) == 1


def assert_closed(page):
    page.get_by_role("dialog").wait_for(state="detached")
    assert page.evaluate(RUNNING) == 0, "the camera is off"


def close_in_each_way(page, sack, button):
    """By Escape after a long look at nothing, out of sight, and to write rather."""
    look(page, button)
    assert page.evaluate("window.asked.video.facingMode") == "environment"
    assert_fit_for_everyone(page)
    page.clock.fast_forward(16_000)
    page.get_by_text("لم يُعثر على أي رمز").wait_for()
    page.keyboard.press("Escape")
    assert_closed(page)
    expect(button).to_be_focused()
    for event in ("document.dispatchEvent(new Event('visibilitychange'))", "dispatchEvent(new Event('pagehide'))"):
        look(page, button)
        page.evaluate(event)
        assert_closed(page)
    look(page, button)
    page.get_by_role("button", name="كتابة الرمز").click()
    assert_closed(page)
    expect(sack).to_be_focused()


def test_a_code_is_read_with_the_camera_which_stops_with_its_dialog(reader, site):
    reader.clock.install()
    opened(reader, site, "codes", "ar")
    sack, button = reader.get_by_label("رمز الكيس"), reader.get_by_role("button", name="القراءة بالكاميرا")
    close_in_each_way(reader, sack, button)
    look(reader, button)
    reader.evaluate("window.seen = ['', 'six']")
    expect(sack).to_have_value("six")
    reader.locator(".error", has_text="هذا الجواب لا يناسب السؤال").wait_for()
    assert_closed(reader)
    reader.evaluate("window.seen = []")
    look(reader, button)
    reader.evaluate("window.seen = ['\\u001d6130 12\\u001d34\\n']")
    expect(sack).to_have_value("6130 1234")
    reader.get_by_text("قُرئ الرمز").wait_for()
    go_on(reader)
    go_on(reader, "إرسال")
    arrived(reader)
    (post,) = site.posts
    assert post.value("sack") == "6130 1234"


def test_without_camera_or_leave_or_reader_a_code_is_typed(reader, site):
    opened(reader, site, "codes", "fr")
    reader.context.clear_permissions()
    button = reader.get_by_role("button", name="Lire avec la caméra")
    button.click()
    reader.get_by_text("L’appareil ne donne pas la caméra à cette page.").wait_for()
    expect(reader.get_by_role("dialog")).to_have_count(0)
    reader.evaluate(TAKEN)
    button.click()
    reader.get_by_text("La caméra ne s’ouvre pas").wait_for()
    reader.get_by_label("Code du sac").fill("613")
    expect(reader.get_by_text(re.compile("La caméra"))).to_have_count(0)
    other = reader.context.new_page()
    other.goto(site.page("codes", "fr"))
    other.get_by_label("Code du sac").fill("613")
    expect(other.get_by_role("button", name="Lire avec la caméra")).to_have_count(0)
    go_on(other, "Continuer")
    go_on(other, "Envoyer")
    arrived(other)
    (post,) = site.posts
    assert post.value("sack") == "613"
