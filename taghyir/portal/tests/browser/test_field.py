"""The day of an adviser, and the files and needs they opened, read again where there is no network."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.accompaniment.actions import accept_demand, record_demand
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.needs.tests.factories import NeedFactory
from taghyir.people.tests.factories import somebody
from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READY = "field-kit[data-ready]"
VIOLATIONS = "() => axe.run().then(({violations}) => violations.map((v) => [v.id, v.nodes[0].html.slice(0, 160)]))"
AS_IT_WAS = "هذه الصفحة كما كانت: اليوم"


def case_of(name):
    """Followed by Karim, with a step promised for tomorrow."""
    demand = record_demand(
        actor=somebody("karim"), organisation=OrganisationFactory(name=name), channel="fair", words="Vendre"
    )
    step = {"next_step": f"Rappeler {name}", "next_step_on": timezone.localdate() + dt.timedelta(days=1)}
    return accept_demand(actor=somebody("amina"), demand=demand, adviser=somebody("karim"), **step)


def test_the_day_and_what_was_opened_are_read_again_without_network(sit_down, transactional_db):
    opened, other = case_of("Tifawin"), case_of("Argana")
    need = NeedFactory(words="Des bocaux moins chers")
    pages = [f"/ar/accompaniment/files/{opened.pk}/", f"/ar/needs/{need.pk}/"]
    page = sit_down(somebody("karim"))
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    for address in ["/ar/day/", *pages]:
        page.goto(address)
        page.wait_for_selector(READY, state="attached")
        assert page.get_by_text(AS_IT_WAS).count() == 0
    assert said == []
    page.context.set_offline(True)
    page.goto("/ar/day/")
    page.get_by_text(AS_IT_WAS).wait_for()
    page.get_by_text("Rappeler Argana").first.wait_for()
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert page.evaluate(VIOLATIONS) == []
    for address, words in zip(pages, ("Rappeler Tifawin", "Des bocaux moins chers"), strict=True):
        page.goto(address)
        page.get_by_text(AS_IT_WAS).wait_for()
        page.get_by_text(words).first.wait_for()
    page.goto(f"/ar/accompaniment/files/{other.pk}/")
    page.get_by_text("الصفحة المطلوبة غير محفوظة في هذا الهاتف").wait_for()
    assert page.url.endswith("/ar/forms/#absent")
