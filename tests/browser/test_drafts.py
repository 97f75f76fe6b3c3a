"""A draft tried on a small phone, in Arabic: filled to its end, shown, and stored nowhere."""

import pytest

from taghyir.drafts.tests.factories import DraftFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.models import Submission
from tests.browser.conftest import AXE
from tests.browser.test_every_page import OVERFLOWING, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONWARD = "taghyir-form form .acts [type=submit]"
KEPT = """() => indexedDB.databases().then((all) => all.map(({ name }) => name))"""


def test_a_draft_is_tried_in_arabic_and_no_answer_leaves_the_page(sit_down):
    draft = DraftFactory(territory=TerritoryFactory())
    page = sit_down(somebody("karim"))
    sent, said = [], []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/ar/forms/drafts/{draft.pk}/")
    page.locator("main a.button", has_text="تجربتها").first.click()
    page.locator("main .notice", has_text="تجربة: لا يُحتسب أي شيء").wait_for()
    page.locator("taghyir-form h2", has_text="بكلماتكم").wait_for()
    page.locator("taghyir-form input.input, taghyir-form textarea").first.fill("تنقصنا الجرار")
    page.locator(ONWARD).click()
    page.get_by_label("الرعاية").check()
    for _question in ("tried", "photo", "age", "one more", "end"):
        page.locator(ONWARD).click()
    page.locator(ONWARD, has_text="إنهاء التجربة").click()
    page.locator("taghyir-form h2", has_text="ما كان سيُرسَل").wait_for()
    shown = page.locator("taghyir-form table").inner_text()
    assert "تنقصنا الجرار" in shown and "الرعاية" in shown and "بلا جواب" in shown
    with page.expect_download() as kept:
        page.get_by_role("link", name="تنزيل بصيغة XML").click()
    assert "<theme>care</theme>" in kept.value.path().read_text()
    assert page.evaluate(OVERFLOWING) == []
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert page.evaluate(VIOLATIONS) == []
    assert sent == [] and said == [] and not Submission.objects.exists()
    assert "taghyir" not in " ".join(page.evaluate(KEPT)), "nothing is kept on the device either"
    page.reload()
    page.locator("taghyir-form h2", has_text="بكلماتكم").wait_for()
    assert page.locator("taghyir-form input.input, taghyir-form textarea").first.input_value() == ""
