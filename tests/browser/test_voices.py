"""The focal point says the questions on a phone; somebody who hardly reads hears them in the form."""

import re

import pytest

from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.voices.models import Voice
from taghyir.voices.tests.factories import NoticeVoiceFactory, VoiceFactory
from tests.browser.conftest import AXE
from tests.browser.test_every_page import OVERFLOWING, VIOLATIONS
from tests.browsers import CHROMIUM, FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *FLAGS]
# sounds that were played to their end: a label that shows for a second may be missed on a busy machine
HEARD = """window.heard = 0; const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  this.addEventListener("ended", () => { window.heard += 1; }, { once: true });
  return play.call(this);
};"""
SMALL = """() => [...document.querySelectorAll('main :is(button, a.button)')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""


@pytest.fixture
def with_microphone(chromium):
    browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=MICROPHONE)
    yield browser
    browser.close()


@pytest.fixture
def form():
    return PublishedFormFactory(territory=TerritoryFactory())


def said_in_console(page):
    said = []
    page.add_init_script(HEARD)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def assert_fit_for_a_phone(page):
    assert page.evaluate(SMALL) == []
    assert page.evaluate(OVERFLOWING) == []
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert page.evaluate(VIOLATIONS) == []


def test_a_question_recorded_here_is_heard_in_the_form(sit_down, with_microphone, form):
    page = sit_down(somebody("amina"), browser=with_microphone)
    said = said_in_console(page)
    page.goto(f"/ar/forms/{form.pk}/voices/")
    assert_fit_for_a_phone(page)
    page.locator("main a.button", has_text="تسجيل هذا السؤال").first.click()
    page.locator("main h2", has_text="بكلماتكم").wait_for()
    page.locator("record-voice [data-start]").click()
    page.locator("record-voice [data-stop]").wait_for(state="visible")
    page.wait_for_timeout(1_200)
    page.locator("record-voice [data-stop]").click()
    heard_before = page.locator("record-voice audio")
    heard_before.wait_for()
    assert heard_before.evaluate("a => a.play().then(() => !a.paused)"), "it is heard before it is kept"
    assert_fit_for_a_phone(page)
    page.locator("main form [type=submit]").click()
    page.locator("main h2", has_text="حول ماذا").wait_for()
    voice = Voice.objects.get()
    assert (voice.language, voice.path, voice.words) == ("ar", "words", "بكلماتكم")
    assert 1_000 < voice.sound.size < 50_000

    page.goto(f"/ar/forms/{form.pk}/fill/")
    listen(page, "استمع")
    assert_fit_for_a_phone(page)
    page.goto(f"/ar/forms/{form.pk}/voices/")
    assert_fit_for_a_phone(page)
    page.goto(f"/ar/forms/{form.pk}/")
    assert_fit_for_a_phone(page)
    assert said == []


def listen(page, caption):
    """Press the button beside the question: the sound is fetched, and played to its end."""
    button = page.locator("taghyir-form .field").get_by_role("button", name=caption)
    assert button.bounding_box()["height"] >= 44
    before = page.evaluate("window.heard")
    with page.expect_response(re.compile(r"/voices/[0-9a-f]{20}\.")) as answered:
        button.click()
    assert answered.value.status == 200
    for _tenth in range(100):
        if page.evaluate("window.heard") > before:
            return button.wait_for()
        page.wait_for_timeout(100)
    pytest.fail("the voice was not heard to its end")


def test_each_language_of_the_questions_has_its_own_voice_inside_repeats_too(sit_down, form):
    VoiceFactory(form=form)
    VoiceFactory(form=form, path="children/age", words="Âge")
    page = sit_down(somebody("karim"))
    said = said_in_console(page)
    page.goto(f"/fr/forms/{form.pk}/fill/")
    page.locator("taghyir-form h2").first.wait_for()
    listen(page, "Écouter")
    page.get_by_label("العربية").check()
    page.locator("taghyir-form h2", has_text="بكلماتكم").wait_for()
    assert page.locator("taghyir-form .field").get_by_role("button", name="Écouter").count() == 0
    page.get_by_label("Français").check()
    for heading in ("Sur quoi", "Déjà essayé", "Une photo", "Âge"):
        page.get_by_role("button", name="Continuer").click()
        page.locator("taghyir-form h2", has_text=heading).wait_for()
    listen(page, "Écouter")
    assert said == []


def test_a_voice_is_heard_without_network(sit_down, form):
    VoiceFactory(form=form)
    page = sit_down(somebody("karim"))
    said_in_console(page)
    page.goto("/fr/forms/")
    page.wait_for_selector("field-kit[data-ready]", state="attached")
    page.context.set_offline(True)
    page.goto(f"/fr/forms/{form.pk}/fill/")
    listen(page, "Écouter")


def test_a_sound_that_cannot_be_fetched_says_so(sit_down, form):
    VoiceFactory(form=form)
    page = sit_down(somebody("karim"), service_workers="block")
    page.goto(f"/fr/forms/{form.pk}/fill/")
    button = page.locator("taghyir-form .field").get_by_role("button", name="Écouter")
    button.wait_for()
    page.context.set_offline(True)
    button.click()
    page.get_by_text("Ce son n’a pas pu être chargé. Vérifiez le réseau, puis réessayez.").wait_for()
    page.context.set_offline(False)
    page.locator("taghyir-form .field").get_by_role("button", name="Ce son").click()
    page.locator("taghyir-form .field").get_by_role("button", name="Écouter").wait_for()


def test_a_visitor_hears_the_notice_of_the_desk_with_one_press_before_writing(sit_down):
    NoticeVoiceFactory()
    NoticeVoiceFactory(spoken="darija")
    page = sit_down()
    said = said_in_console(page)
    page.goto("/ar/desk/")
    button = page.get_by_role("button", name="استمعوا: تاريفيت")
    assert page.locator("hear-voice audio:visible").count() == 0, "one button, no player beside it"
    assert_fit_for_a_phone(page)
    button.click()
    page.wait_for_function("() => window.heard === 1")
    assert page.locator("hear-voice audio:visible").count() == 1
    assert_fit_for_a_phone(page)
    page.evaluate("""() => {
      for (const one of document.querySelectorAll('hear-voice audio')) { one.loop = true; one.hidden = false; }
      for (const one of document.querySelectorAll('hear-voice button')) one.click();
    }""")
    page.wait_for_function(
        "() => [...document.querySelectorAll('hear-voice audio')].filter(a => !a.paused).length === 1"
    )
    button.click()
    assert said == []


def test_a_visitor_without_scripts_has_the_player_of_the_browser(sit_down):
    NoticeVoiceFactory()
    page = sit_down(java_script_enabled=False)
    page.goto("/fr/desk/")
    page.locator("hear-voice audio").wait_for()
    assert page.locator("hear-voice button:visible").count() == 0
    assert page.locator("hear-voice figcaption").inner_text() == "Tarifit"
