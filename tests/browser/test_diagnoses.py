"""One fills half a diagnosis without network; it leaves when the network is back; a colleague goes on and finishes."""

import pytest

from taghyir.diagnoses.models import Diagnosis, Step
from taghyir.diagnoses.tests.factories import begun
from taghyir.people.tests.factories import somebody
from tests.browser.conftest import AXE
from tests.browser.test_every_page import OVERFLOWING, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page, diagnosis, at=""):
    page.goto(f"/fr/diagnoses/{diagnosis.pk}/fill/{at}")
    page.locator("taghyir-correction form").wait_for()
    return page


def answer(page, item, level):
    page.get_by_role("group", name=f"Nous savons {item}").get_by_label(level, exact=True).check()


def on(page):
    page.locator("taghyir-correction [type=submit]").click()


def test_half_is_filled_without_network_and_a_colleague_finishes(sit_down):
    diagnosis = begun()
    his = opened(sit_down(somebody("karim")), diagnosis, "#g_project")
    his.evaluate(AXE.read_text())
    assert his.evaluate(VIOLATIONS) == [] and his.evaluate(OVERFLOWING) == []
    answer(his, "project_1", "toujours")
    with his.expect_response(f"**/diagnoses/{diagnosis.pk}/fill/0/") as sent:
        on(his)
    assert sent.value.status == 201
    his.get_by_text("Gardé").first.wait_for()
    his.context.set_offline(True)
    answer(his, "care_1", "rien")
    on(his)
    answer(his, "market_1", "une fois")
    on(his)
    his.get_by_text("Pas de réseau").first.wait_for()
    assert Step.objects.count() == 2, "both wait on his phone"
    hers = opened(sit_down(somebody("amina")), diagnosis, "#g_project")
    assert hers.get_by_role("group", name="Nous savons project_1").get_by_label("toujours").is_checked()
    answer(hers, "project_2", "d’habitude")
    with hers.expect_response("**/fill/1/"):
        on(hers)
    with his.expect_response("**/fill/1/") as sent:
        his.context.set_offline(False)
    assert sent.value.status == 201 and sent.value.json()["basis"] == "3s", "his sheet has not seen hers"
    found = {path.partition("/")[2]: value for path, value in Diagnosis.objects.get().answers.items() if "/" in path}
    assert found == {"project_1": "4", "project_2": "3", "care_1": "0", "market_1": "2"}
    his.close()
    back = opened(sit_down(somebody("karim")), diagnosis, "#g_market")
    assert back.get_by_role("group", name="Nous savons market_1").get_by_label("une fois").is_checked()


def test_what_was_filled_and_not_sent_is_found_again_after_the_page_is_closed(sit_down):
    diagnosis = begun()
    his = opened(sit_down(somebody("karim")), diagnosis, "#g_care")
    answer(his, "care_1", "d’habitude")
    his.wait_for_timeout(600)  # one write for one answer
    assert Step.objects.count() == 1
    his.reload()
    with his.expect_response("**/fill/0/") as sent:
        opened(his, diagnosis)
    assert sent.value.status == 201 and Diagnosis.objects.get().answers["g_care/care_1"] == "3"
