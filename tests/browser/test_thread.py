"""The thread end to end, in Arabic on a phone: a need heard in a web form becomes a figure that opens to the service."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from taghyir.accompaniment.models import Case, Service
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.needs.actions import map_form_to_needs
from taghyir.needs.models import Need
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place
from taghyir.results.tests.factories import IndicatorFactory
from taghyir.surveys.models import Form, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {
    "said_by": "رئيسة التعاونية",
    "organisation": "تعاونية تيفاوين",
    "words": "نحتاج إلى برطمانات أقل ثمنًا",
    "territory": "NAD",
    "theme": "production",
    "sex": "F",
    "stage": "manage",
    "priority": "3",
    "adviser_priority": "2",
}
WORDS = ANSWERS["words"]


@pytest.fixture
def house():
    """Nador with its adviser and coordinator, the cooperative Tifawin, the listening form, one indicator."""
    call_command("load_territories")
    call_command("load_instruments", "ecoute_rapide")
    form = Form.objects.get(xform_id="ecoute_rapide")
    map_form_to_needs(
        actor=somebody("pilar"),
        form=form,
        words_path="words",
        theme_path="theme",
        territory_path="territory",
        organisation_path="organisation",
        said_by_path="said_by",
        sex_path="sex",
        priority_path="priority",
        adviser_priority_path="adviser_priority",
    )
    tifawin = OrganisationFactory(place=Place.objects.get(country="MA", name_fr="Zaio"))
    return {"form": form, "tifawin": tifawin, "services": IndicatorFactory(computation="services_given")}


def shown(page, indicator):
    """The number the page of a figure shows; None for no data."""
    page.goto(f"/ar/results/figures/{indicator.pk}/")
    text = page.locator(".figure b").first.inner_text()
    return int(found[0]) if (found := re.findall(r"\d+", text)) else None


def test_from_a_need_heard_to_the_figure_that_opens(sit_down, house):
    karim, amina = somebody("karim"), somebody("amina")
    phone, desk = sit_down(karim, locale="ar"), sit_down(amina, locale="ar")
    assert shown(desk, house["services"]) is None

    hear_in_the_form(phone, house["form"])
    run_reactions()
    need = Need.objects.get()
    assert (need.words, need.theme, need.territory.code, need.owner) == (WORDS, "production", "NAD", karim)
    assert (need.organisation, need.said_priority, need.adviser_priority) == (house["tifawin"], 3, 2)

    ask_to_be_accompanied(phone, house["tifawin"], need)
    accept(desk, karim)
    case = Case.objects.get()
    plan(phone, case, need)
    serve(phone, case)

    service = Service.objects.get()
    assert (service.minutes, service.women, service.men) == (90, 4, 1)
    assert shown(desk, house["services"]) == 1
    desk.locator(f"a[href='{case.get_absolute_url().replace('/fr/', '/ar/')}']").first.click()
    desk.get_by_role("heading", name="تعاونية تيفاوين").first.wait_for()


def hear_in_the_form(page, form):
    """One question a page, as the person reads them: each is known by its words in Arabic."""
    asked = [question for question in form.current.questions if question["labels"].get("ar")]
    page.goto(f"/ar/forms/{form.pk}/fill/")
    onward = page.get_by_role("button", name=re.compile("متابعة|إرسال"))
    for _page in range(20):
        onward.wait_for()
        shown = page.locator("taghyir-form form").inner_text()
        for question in asked:
            if question["labels"]["ar"].strip() in shown:
                answer_question(page, question)
        onward.click()
        page.wait_for_timeout(300)
        if Submission.objects.exists():
            return
    raise AssertionError("the form was never sent")


def answer_question(page, question):
    answer = ANSWERS.get(question["name"])
    fields = page.locator("taghyir-form form :is(input, textarea):visible")
    if question["name"] == "consent":
        page.locator("taghyir-form input[type=checkbox]").check()
    elif answer and question.get("choices"):
        tile = page.locator("taghyir-form label:visible").filter(has_text=question["choices"][answer]["ar"])
        if tile.count():
            tile.first.click()
    elif answer and fields.count() == 1:
        fields.fill(answer)


def ask_to_be_accompanied(page, organisation, need):
    page.goto(f"/ar/accompaniment/demands/record/{organisation.pk}/")
    page.locator("[name=channel][value=fair], [name=channel]").first.wait_for()
    choose(page, "channel", "fair")
    page.locator("[name=words]").fill("نريد أن نبيع بملصق قانوني")
    box = page.locator(f"[name=needs][value='{need.pk}']")
    if box.count():
        box.check()
    send(page, r"/demands/\d+/")


def accept(page, adviser):
    page.goto("/ar/accompaniment/demands/")
    page.locator("main a[href*='/demands/']").filter(has_text="تيفاوين").first.click()
    page.locator("[name=adviser]").first.wait_for()
    choose(page, "adviser", str(adviser.pk))
    page.locator("form:has([name=adviser]) button[type=submit]").click()
    page.wait_for_url("**/files/*/")


def plan(page, case, need):
    page.goto(f"/ar/accompaniment/files/{case.pk}/objectives/add/")
    page.locator("[name=words]").fill("البيع كل أسبوع خارج السوق")
    send(page, r"/actions/plan/")
    page.locator("[name=words]").fill("طلب جماعي للبرطمانات")
    page.locator("[name=done_by]").fill("فاطمة")
    page.locator("[name=due_on]").fill(timezone.localdate().isoformat())
    page.locator(f"[name=needs][value='{need.pk}']").check()
    send(page, rf"/files/{case.pk}/(#.*)?$")


def serve(page, case):
    page.goto(f"/ar/accompaniment/files/{case.pk}/services/record/")
    choose(page, "minutes", "90")
    choose(page, "topic", "quality")
    page.locator("[name=women]").fill("4")
    page.locator("[name=men]").fill("1")
    send(page, rf"/files/{case.pk}/(#.*)?$")


def send(page, arrives):
    """Send the form of the page, and say what it answers when it does not lead to `arrives`."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    faults = page.locator(".error:visible").all_inner_texts()
    assert re.search(arrives, page.url), f"{page.url}: {faults}"


def choose(page, name, value):
    """Choose in a list, tick a box or write, as the page asks."""
    found = page.locator(f"[name={name}]").first
    tag, kind = found.evaluate("(field) => [field.tagName, field.type]")
    if tag == "SELECT":
        found.select_option(value)
    elif kind in ("radio", "checkbox"):
        page.locator(f"[name={name}][value='{value}']").check()
    else:
        found.fill(value)
