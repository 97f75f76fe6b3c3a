"""An accompaniment from its first word to its exit, in Arabic, each on their own phone and through the pages alone."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from taghyir.accompaniment.models import Case
from taghyir.catalogue.models import Topic
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.desk.models import HelpRequest
from taghyir.diagnoses.models import Diagnosis
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import RoleFactory, UserFactory, somebody
from taghyir.places.models import Place, Territory
from tests.browser.test_every_page import OVERFLOWING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKED = "نريد أن نبيع عسلنا بلصيقة قانونية، ولا نعرف من أين نبدأ"
FIRST_STEP = "زيارة المشغل وقراءة الدفاتر معًا"
OBJECTIVE = "البيع كل أسبوع خارج سوق زايو"
ACTION = "إعداد ملف اللصيقة"
GIVEN = ("قرأنا قانون العنونة معًا", "حسبنا كلفة البرطمان الواحد", "زرنا التاجر في وجدة")
ENDED = "بلغت التعاونية هدفها وتبيع وحدها"
WAITS = "لا توجد شبكة: ما ملأته ينتظر في هذا الهاتف"
KEPT = "حُفظ: يمكن لزميل أن يواصل من هنا"
STEP = "diagnosis.step_saved"
TAP = 44  # CSS pixels a thumb needs
TOO_SMALL = """(form, tap) => [...form.querySelectorAll("label.tile, button")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && box.height < tap - 0.5;
}).map((one) => one.outerHTML.slice(0, 120))"""
STEPS = [
    ("help.asked", None),
    ("demand.recorded", "amina"),
    ("demand.made_of_request", "amina"),
    ("case.opened", "amina"),
    ("diagnosis.begun", "karim"),
    (STEP, "karim"),
    (STEP, "malika"),
    ("diagnosis.finished", "malika"),
    ("diagnosis.given_back", "malika"),
    ("diagnosis.needs_heard", "malika"),
    ("objective.added", "karim"),
    ("action.planned", "karim"),
    ("plan.signed", "fatma"),
    *[("service.recorded", "karim")] * 3,
    ("diagnosis.begun", "karim"),
    (STEP, "karim"),
    ("diagnosis.finished", "karim"),
    ("diagnosis.given_back", "karim"),
    ("case.closed", "amina"),
    ("case.refused", "hedi"),
    ("case.refused", "hedi"),
]


@pytest.fixture
def house():
    """The six territories, the shared diagnosis, Tifawin with its president, and a second adviser in Nador."""
    call_command("load_territories")
    call_command("load_instruments", "diagnostic_partage")
    tifawin(place=Place.objects.get(country="MA", name_fr="Zaio"))
    malika = UserFactory(email="malika@taghyir.example", person__given_name_ar="مليكة")
    RoleFactory(user=malika, territory=Territory.objects.get(code="NAD"))
    somebody("hedi")
    return {"malika": malika} | {name: somebody(name) for name in ("karim", "amina", "fatma", "hedi")}


def test_an_enterprise_is_accompanied_from_its_first_word_to_its_exit(sit_down, house):
    phones = {name: Phone(sit_down(user, locale="ar")) for name, user in house.items()}
    code = asks_at_the_public_door(Phone(sit_down(locale="ar")))
    case = becomes_a_demand_and_a_case(phones["amina"], house["karim"])
    run_reactions()
    visitor_reads_the_answer(Phone(sit_down(locale="ar")), code)
    first = half_filled_without_network(phones["karim"], case)
    finished_by_a_colleague(phones["malika"], first)
    plan_is_written(phones["karim"], case)
    president_signs_with_her_finger(phones["fatma"], case)
    for notes in GIVEN:
        service_is_recorded(phones["karim"], case, notes)
    again = diagnosed_again(phones["karim"], case)
    file_is_closed(phones["amina"], case)
    nobody_else_opens_it(phones["hedi"], case)
    assert journal() == STEPS
    president_reads_it_all(phones["fatma"], case, [first, again])


class Phone:
    """Somebody's phone, 360 px wide: what they open must hold in it, what they press must be within a thumb's reach."""

    def __init__(self, page):
        self.page = page

    def open(self, address):
        answer = self.page.goto(f"/ar/{address}")
        assert answer.status == 200, f"{address}: {answer.status}"
        self.look()

    def look(self):
        """Nothing is wider than the phone, and the page is Arabic."""
        assert self.page.evaluate(OVERFLOWING) == [], self.page.url
        assert self.page.locator("html").evaluate("(html) => [html.lang.slice(0, 2), html.dir]") == ["ar", "rtl"]

    def write(self, **answers):
        for name, value in answers.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def choose(self, name, value):
        found = self.page.locator(f"main [name={name}]").first
        if found.evaluate("(field) => field.tagName") == "SELECT":
            found.select_option(value)
        else:
            self.touch(self.page.locator(f"main label:has([name={name}][value='{value}'])"))

    def touch(self, found):
        """Press what a thumb can reach: large enough, and wholly on the screen."""
        found.scroll_into_view_if_needed()
        box, wide = found.bounding_box(), self.page.viewport_size["width"]
        assert box["height"] >= TAP - 0.5, f"{self.page.url}: {found.inner_text()} is {box['height']} px high"
        assert box["x"] >= 0 and box["x"] + box["width"] <= wide, f"{self.page.url}: {found.inner_text()}"
        found.click()

    def press(self, found, arrives):
        """Press what leads to another page; says what the page answers when it does not lead there."""
        with self.page.expect_navigation():
            self.touch(found)
        faults = self.page.locator(".error:visible, .notice.warn:visible").all_inner_texts()
        assert re.search(arrives, self.page.url), f"{self.page.url}: {faults}"
        self.look()

    def send(self, arrives):
        self.press(self.page.locator("main form [type=submit]:visible").last, arrives)

    def follow(self, address, arrives):
        exact = self.page.locator(f"main a[href='/ar/{address}']:visible")
        begins = self.page.locator(f"main a[href^='/ar/{address}']:visible")
        self.press((exact if exact.count() else begins).first, arrives)


def in_a_week():
    return (timezone.localdate() + dt.timedelta(days=7)).isoformat()


def asks_at_the_public_door(visitor):
    """Without an account: what is needed and where are enough. Returns the code that is kept."""
    visitor.open("desk/")
    visitor.write(words=ASKED, organisation_name="تيفاوين")
    visitor.choose("place", str(Place.objects.get(country="MA", name_fr="Zaio").pk))
    visitor.page.locator("main [name=agrees]").check()
    visitor.page.wait_for_timeout(3_100)  # sooner, it came from a machine
    visitor.send(r"/desk/code/[^/]+/$")
    return visitor.page.url.rstrip("/").rsplit("/", 1)[1]


def becomes_a_demand_and_a_case(coordinator, adviser):
    """The request is that of a known cooperative; it is accepted with a first step."""
    asked = HelpRequest.objects.get()
    coordinator.open("desk/requests/")
    coordinator.follow(f"desk/requests/{asked.pk}/", r"/desk/requests/\d+/$")
    coordinator.follow(f"intake/requests/{asked.pk}/demand/", "/demand/$")
    it_is_them = coordinator.page.locator("main li form:has([name=organisation]) button").first
    coordinator.press(it_is_them, r"/accompaniment/demands/\d+/$")
    coordinator.choose("adviser", str(adviser.pk))
    coordinator.write(next_step=FIRST_STEP, next_step_on=in_a_week())
    accept = coordinator.page.locator("form:has([name=adviser]) [type=submit]")
    coordinator.press(accept, r"/accompaniment/files/\d+/$")
    return Case.objects.get()


def begins_a_diagnosis(adviser, case):
    adviser.open(f"accompaniment/files/{case.pk}/")
    adviser.follow(f"diagnoses/file/{case.pk}/begin/", "/begin/$")
    adviser.send(r"/diagnoses/\d+/fill/$")
    adviser.page.locator("taghyir-correction form").wait_for()
    return Diagnosis.objects.latest("pk")


def half_filled_without_network(adviser, case):
    """What is filled while the network is cut waits on the phone, and leaves by itself when it is back."""
    diagnosis = begins_a_diagnosis(adviser, case)
    adviser.page.context.set_offline(True)
    fills(adviser, level=1, until="g_model", diagnosis=diagnosis)
    adviser.page.get_by_text(WAITS).first.wait_for()
    assert diagnosis.steps.count() == 1, "all of it waits on the phone"
    with adviser.page.expect_response(f"**/diagnoses/{diagnosis.pk}/fill/*/") as sent:
        adviser.page.context.set_offline(False)
    assert sent.value.status == 201
    adviser.page.get_by_text(KEPT).first.wait_for()
    assert len(Diagnosis.objects.get().answers) > 30
    return diagnosis


def finished_by_a_colleague(colleague, diagnosis):
    """She goes on at the dimension where he stopped, finishes, gives the result back, and writes what is low as needs."""
    colleague.open(f"diagnoses/{diagnosis.pk}/")
    colleague.follow(f"diagnoses/{diagnosis.pk}/fill/#g_model", "#g_model$")
    fills(colleague, level=2, diagnosis=diagnosis)
    is_finished_and_given_back(colleague, diagnosis)
    colleague.follow(f"diagnoses/{diagnosis.pk}/needs/", "/needs/$")
    colleague.page.locator("main [name=dimensions]").first.check()
    colleague.send(rf"/diagnoses/{diagnosis.pk}/$")


def is_finished_and_given_back(adviser, diagnosis):
    here = rf"/diagnoses/{diagnosis.pk}/$"
    adviser.press(adviser.page.locator("main form[action$='/finish/'] button"), here)
    adviser.follow(f"diagnoses/{diagnosis.pk}/give-back/", "/give-back/$")
    adviser.page.locator("main [name=present]").first.check()
    adviser.send(here)


def diagnosed_again(adviser, case):
    """Later, what changed is asked again, three dimensions: the second moment stands beside the first."""
    diagnosis = begins_a_diagnosis(adviser, case)
    fills(adviser, level=3, until="g_work", diagnosis=diagnosis)
    adviser.page.get_by_text(KEPT).first.wait_for()
    adviser.page.wait_for_load_state("networkidle")
    adviser.open(f"diagnoses/{diagnosis.pk}/")
    is_finished_and_given_back(adviser, diagnosis)
    assert diagnosis.name == "T1" and adviser.page.locator("main [data-label=T0]").count() == 12
    return diagnosis


def fills(phone, *, level, diagnosis, until=""):
    """Page after page as they come, up to the dimension `until`; else to the end, and keep."""
    page, stop = phone.page, arabic(diagnosis, until)
    form = page.locator("taghyir-correction form")
    form.wait_for()
    place = page.locator("taghyir-correction .stepper b")
    while not stop or stop not in form.locator("h2").all_inner_texts():
        answers_page(phone, form, level)
        before = place.inner_text()
        if not before:
            with page.expect_navigation():
                phone.touch(form.locator("[type=submit]"))
            return
        phone.touch(form.locator("[type=submit]"))
        page.wait_for_function("(before) => document.querySelector('.stepper b').textContent !== before", arg=before)


def answers_page(phone, form, level):
    """The same level everywhere; it presses, for them and for the adviser."""
    assert form.evaluate(TOO_SMALL, TAP) == []
    scales, others = "fieldset:has(input[value='0'])", "fieldset:not(:has(input[value='0']))"
    for asked, value in ((scales, level), (others, 3)):
        for tile in form.locator(f"{asked} label:has(input[value='{value}'])").all():
            tile.click()
    for box in form.locator("label:has(input[type=checkbox]:not(:checked))").all():
        box.click()
    assert phone.page.evaluate(OVERFLOWING) == [], form.inner_text()[:80]


def arabic(diagnosis, group):
    found = [q for q in diagnosis.version.questions if q["name"] == group]
    return found[0]["labels"]["ar"].strip() if found else ""


def plan_is_written(adviser, case):
    adviser.open(f"accompaniment/files/{case.pk}/")
    adviser.follow(f"accompaniment/files/{case.pk}/objectives/add/", "/add/$")
    adviser.write(words=OBJECTIVE)
    adviser.send(r"/actions/plan/$")
    adviser.write(words=ACTION, done_by="كريم وفاطمة", due_on=in_a_week())
    adviser.page.locator("main [name=needs]").first.check()
    adviser.send(rf"/files/{case.pk}/(#.*)?$")


def president_signs_with_her_finger(president, case):
    president.open(f"accompaniment/files/{case.pk}/")
    president.follow(f"own-files/{case.pk}/", rf"/own-files/{case.pk}/$")
    president.follow(f"own-files/{case.pk}/sign/", "/sign/$")
    assert president.page.get_by_text(ACTION).count(), "she reads what she signs"
    assert not president.page.locator("#id_drawing").is_visible(), "a finger signs: no file is asked"
    canvas = president.page.locator("sign-here canvas")
    canvas.scroll_into_view_if_needed()
    box, mouse = canvas.bounding_box(), president.page.mouse
    mouse.move(box["x"] + 20, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] + 150, box["y"] + 60, steps=8)
    mouse.up()
    president.page.wait_for_function("() => document.getElementById('id_drawing').files.length === 1")
    president.send(rf"/own-files/{case.pk}/$")


def service_is_recorded(adviser, case, notes):
    adviser.open(f"accompaniment/files/{case.pk}/")
    adviser.follow(f"accompaniment/files/{case.pk}/services/record/", "/record/$")
    with translation.override("ar"):
        subject = str(Topic.QUALITY.label)
    adviser.choose("quick_minutes", "90")
    adviser.write(topic=subject, women="4", men="1", notes=notes)
    adviser.send(rf"/files/{case.pk}/(#.*)?$")


def file_is_closed(coordinator, case):
    coordinator.open(f"accompaniment/files/{case.pk}/")
    coordinator.follow(f"accompaniment/files/{case.pk}/close/", "/close/$")
    coordinator.choose("exit", Case.Exit.ACHIEVED)
    coordinator.write(exit_reason=ENDED)
    coordinator.send(rf"/files/{case.pk}/(#.*)?$")


def nobody_else_opens_it(stranger, case):
    """An adviser of Le Kef finds nothing, at either door; that he tried is written."""
    for door in (f"accompaniment/files/{case.pk}/", f"own-files/{case.pk}/"):
        assert stranger.page.goto(f"/ar/{door}").status == 404
        assert ASKED not in stranger.page.content() and "تيفاوين" not in stranger.page.content()
    refused = Entry.objects.filter(verb="case.refused").order_by("pk")
    assert [entry.subject for entry in refused] == [case, case]


def journal():
    """What was done and by whom, in order; steps of a diagnosis that one hand saved one after the other stand as one."""
    verbs = {verb for verb, _who in STEPS}
    lines = Entry.objects.filter(verb__in=verbs).order_by("pk").select_related("actor")
    said = [(line.verb, line.actor and line.actor.email.partition("@")[0]) for line in lines]
    return [one for one, before in zip(said, [None, *said], strict=False) if one != before or one[0] != STEP]


def president_reads_it_all(president, case, diagnoses):
    """Her own file tells the whole of it, from what she asked to how it ended, in her language."""
    president.open(f"own-files/{case.pk}/")
    text = president.page.locator("main").inner_text()
    assert [words for words in (ASKED, OBJECTIVE, ACTION, ENDED) if words not in text] == []
    assert [one.name for one in diagnoses if one.name not in text] == []
    assert president.page.locator("main a[href*='/signatures/'][href$='/plan/']").count() == 1
    assert president.page.locator("main a[href*='/not-right/service/']").count() == len(GIVEN), "she may object to each"
    for one in diagnoses:
        president.open(f"own-files/{case.pk}/")
        president.follow(f"diagnoses/{one.pk}/", rf"/diagnoses/{one.pk}/$")


def visitor_reads_the_answer(visitor, code):
    """Under the code she kept: who follows them."""
    visitor.open(f"desk/code/{code}/")
    text = visitor.page.locator("main").inner_text()
    assert "كريم العزوزي" in text, text
