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
WORDS = "نحتاج إلى برطمانات أقل ثمنًا"


@pytest.fixture
def house():
    """Nador with its adviser and coordinator, the cooperative Tifawin, the listening form, one indicator."""
    call_command("load_territories")
    call_command("load_instruments")
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
    assert need.organisation == house["tifawin"]

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
    """Every question, one page after the other."""
    page.goto(f"/ar/forms/{form.pk}/fill/")
    answers = {
        "said_by": "رئيسة التعاونية",
        "organisation": "تعاونية تيفاوين",
        "words": WORDS,
        "territory": "NAD",
        "theme": "production",
        "sex": "F",
        "stage": "manage",
    }
    following = page.get_by_role("button", name=re.compile("التالي|إرسال|إنهاء"))
    for _step in range(30):
        following.last.wait_for()
        for box in page.locator(
            "taghyir-form input[type=checkbox]:visible, taghyir-form input[type=radio]:visible"
        ).all():
            value, name = box.get_attribute("value") or "", box.get_attribute("name") or ""
            if value in answers.values() or (
                box.get_attribute("type") == "checkbox" and not box.is_checked() and not name
            ):
                box.check()
        for name in ("said_by", "organisation", "words"):
            field = page.locator(f"taghyir-form [data-name={name}] :is(input, textarea):visible")
            if field.count():
                field.first.fill(answers[name])
        following.last.click()
        page.wait_for_timeout(250)
        if Submission.objects.exists():
            return
    raise AssertionError("the form was never sent")


def ask_to_be_accompanied(page, organisation, need):
    page.goto(f"/ar/accompaniment/demands/record/{organisation.pk}/")
    page.locator("[name=channel][value=fair], [name=channel]").first.wait_for()
    choose(page, "channel", "fair")
    page.locator("[name=words]").fill("نريد أن نبيع بملصق قانوني")
    box = page.locator(f"[name=needs][value='{need.pk}']")
    if box.count():
        box.check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/demands/*/")


def accept(page, adviser):
    page.goto("/ar/accompaniment/demands/")
    page.locator("main a[href*='/demands/']").filter(has_text="تيفاوين").first.click()
    page.locator("a[href$='/accept/'], a[href='#accept']").first.click()
    choose(page, "adviser", str(adviser.pk))
    page.locator("form:has([name=adviser]) button[type=submit]").click()
    page.wait_for_url("**/files/*/")


def plan(page, case, need):
    page.goto(f"/ar/accompaniment/files/{case.pk}/objectives/add/")
    page.locator("[name=words]").fill("البيع كل أسبوع خارج السوق")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/files/{case.pk}/**")
    page.goto(f"/ar/accompaniment/objectives/{case.objectives.get().pk}/actions/plan/")
    page.locator("[name=words]").fill("طلب جماعي للبرطمانات")
    page.locator("[name=done_by]").fill("فاطمة")
    page.locator("[name=due_on]").fill(timezone.localdate().isoformat())
    page.locator(f"[name=needs][value='{need.pk}']").check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/files/{case.pk}/**")


def serve(page, case):
    page.goto(f"/ar/accompaniment/files/{case.pk}/services/record/")
    choose(page, "minutes", "90")
    choose(page, "topic", "quality")
    page.locator("[name=women]").fill("4")
    page.locator("[name=men]").fill("1")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/files/{case.pk}/**")


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
