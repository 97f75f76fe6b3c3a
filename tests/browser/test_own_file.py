"""One's own file with something of every room: readable by all on a phone, and every link of it leads somewhere."""

import pytest

from taghyir.dossiers.tests.full import full_file
from taghyir.people.tests.factories import somebody
from tests.browser.conftest import AXE
from tests.browser.test_every_page import OVERFLOWING, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_member_reads_their_file_on_a_phone_and_goes_from_it_everywhere(sit_down, language):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    case = full_file(signed=False)
    page = sit_down(somebody("fatma"))
    page.goto(f"/{language}/own-files/{case.pk}/")
    page.evaluate(AXE.read_text())
    assert page.evaluate(VIOLATIONS) == [] and page.evaluate(OVERFLOWING) == []
    page.click("main nav a[href='#document']")
    assert page.evaluate("document.getElementById('document').getBoundingClientRect().top < innerHeight")
    found = page.evaluate("() => [...document.querySelectorAll('main a[href]')].map((a) => a.getAttribute('href'))")
    links = {link for link in found if link.startswith("/")}
    assert len(links) > 25
    assert {link: status for link in sorted(links) if (status := page.request.get(link).status) != 200} == {}
