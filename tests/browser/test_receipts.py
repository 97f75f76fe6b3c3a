"""The page of a receipt on a small phone, for somebody without an account."""

import pytest

from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import Phone, filled
from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "button"), [("fr", "Vérifier"), ("ar", "تحقق")])
def test_a_visitor_types_the_code_and_reads_the_whole_fingerprint(sit_down, language, button):
    form = PublishedFormFactory()
    Phone(somebody("karim")).send(filled(form))
    stored = Submission.objects.get()
    page = sit_down()
    page.goto(f"/{language}/receipts/")
    page.get_by_role("main").get_by_role("textbox").fill(stored.receipt.lower().replace("-", " "))
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    page.get_by_text(stored.digest).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []


def test_the_page_after_sending_leads_there(sit_down):
    form = PublishedFormFactory()
    Phone(somebody("karim")).send(filled(form))
    stored = Submission.objects.get()
    page = sit_down(somebody("karim"))
    page.goto(f"/ar/forms/{form.pk}/received/")
    page.get_by_text(stored.digest).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="/ar/receipts/").click()
    page.wait_for_url(f"**/ar/receipts/?code={stored.receipt}")
    page.get_by_text(stored.digest).wait_for()
