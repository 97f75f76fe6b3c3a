"""Somebody agrees on a phone, in Arabic: with a finger on the screen, or with their voice."""

import pytest
from django.core.management import call_command
from PIL import Image

from taghyir.consents.models import Consent
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(sit_down, **options):
    call_command("load_consent_texts", verbosity=0)
    habiba = PersonFactory(territory=TerritoryFactory(code="NAD"))
    page = sit_down(somebody("karim"), **options)
    page.goto(f"/ar/consents/of/{habiba.pk}/ask/?purpose=photo")
    page.locator("#purpose-photo").check()
    return page


def has_its_file(page):
    """Wait until the plain file field holds what was made on the page."""
    for _tenth in range(50):
        if page.locator("#id_proof").input_value():
            return
        page.wait_for_timeout(100)
    pytest.fail("the file field stayed empty")


def test_a_signature_made_with_the_finger_is_kept(sit_down):
    page = opened(sit_down)
    page.locator("input[name=manner][value=screen]").check()
    canvas = page.locator("sign-here canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 60, steps=8)
    page.mouse.up()
    has_its_file(page)
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/people/*/")
    proof = Consent.objects.get().proof
    drawn = Image.open(proof.content.open("rb"))
    assert (proof.name, drawn.size) == ("signature.png", (600, 200))
    assert drawn.getchannel("A").getextrema()[1] == 255, "there is ink"


def test_a_voice_recorded_here_is_kept(chromium, sit_down):
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--no-sandbox"]
    with_microphone = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=flags)
    page = opened(lambda user, **options: sit_down(user, browser=with_microphone, **options))
    page.locator("input[name=manner][value=spoken]").check()
    page.locator("[name=witness]").fill("مليكة")
    page.locator("record-voice [data-start]").click()
    page.locator("record-voice [data-stop]").wait_for(state="visible")
    page.wait_for_timeout(1_200)
    page.locator("record-voice [data-stop]").click()
    has_its_file(page)
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/people/*/")
    consent = Consent.objects.get()
    assert consent.proof.size > 1_000
    assert consent.proof.content_type in ("video/webm", "audio/webm", "audio/ogg")
    with_microphone.close()
