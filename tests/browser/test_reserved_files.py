"""Who holds the right reads what was reserved and takes a photo of it, on a small phone and on a desk."""

import pytest

from taghyir.people.tests.factories import somebody
from taghyir.reserved.tests.factories import OpeningRightFactory, careful_form, filled
from taghyir.reserved.tests.test_files import OGG, PHOTO, SURVEY, TOLD
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.phone import Phone
from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("fr", 360), ("ar", 360), ("fr", 1280), ("ar", 1280)])
def test_a_reserved_photo_is_taken_after_saying_why(sit_down, language, width):
    form = careful_form(survey=SURVEY)
    Phone(somebody("karim")).send(filled(form, TOLD), w_jpg=PHOTO, one_ogg=OGG)
    OpeningRightFactory()
    page = sit_down(somebody("karim"), width=width)
    page.goto(f"/{language}/reserved/answers/{Submission.objects.get().pk}/")
    page.locator("form [name=reason]").fill("Elle le demande")
    page.locator("main form [type=submit]").first.click()
    page.get_by_text("two.ogg").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="w.jpg").click()
    assert taken.value.suggested_filename == "w.jpg"
