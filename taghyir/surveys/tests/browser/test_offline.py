"""Forms that open without network on the platform itself, and answers that outlive the tab, the browser and the network."""

import contextlib
import itertools
import threading
import time

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client

from taghyir.people.tests.factories import somebody
from taghyir.surveys import intake, openrosa
from taghyir.surveys.intake import Reception
from taghyir.surveys.models import FormFile, Submission
from taghyir.surveys.tests.factories import FormVersionFactory, PublishedFormFactory, StoredFileFactory
from taghyir.surveys.tests.phone import PIXEL
from taghyir.surveys.views import filling
from tests.browsers import CHROMIUM, FLAGS

from . import questions
from .conftest import xform
from .test_keeping import photo

Error = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").Error
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

numbers = itertools.count()
FILL = "/fr/forms/1/fill/"
READY = "field-kit[data-ready]"
LEFT = """() => new Promise((resolve) => {
  indexedDB.open("taghyir-forms").onsuccess = ({target}) => {
    const stores = ["drafts", "queue"].map((room) => target.result.transaction(room).objectStore(room).count());
    stores[1].onsuccess = () => resolve(stores.map((store) => store.result));
  };
})"""
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys())
    found.push(new URL(request.url).pathname);
  return found;
}"""


@pytest.fixture
def form(transactional_db):
    name = f"short_{next(numbers)}"  # the server remembers a form by its name, from one test to the next
    form = PublishedFormFactory(
        pk=1, title="Parole", xform_id=name, current__version="1", current__xform=written(name, 1)
    )
    picture = StoredFileFactory(name="jar.png", content_type="image/png", content=ContentFile(PIXEL, name="jar.png"))
    FormFile.objects.create(version=form.current, name="jar.png", file=picture, md5="0")
    return form


def written(name: str, version: int, word: str = "Qui parle") -> str:
    return xform(questions.SHORT.replace("| short | 1 |", f"| {name} | {version} |").replace("Qui parle", word))


def sign_in(context, name, house):
    client = Client()
    client.force_login(somebody(name))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    in_a_week = time.time() + 604_800
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house, "expires": in_a_week}])


@pytest.fixture
def phone(browser, house, form):
    """Karim's phone, with the list of forms opened once."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=house)
    context.set_default_timeout(15_000)
    sign_in(context, "karim", house)
    page = context.new_page()
    page.goto("/fr/forms/")
    page.wait_for_selector(READY)
    yield page
    context.close()


def answer(page, who):
    page.get_by_label("Qui parle ?").fill(who)
    page.get_by_text("Gardé sur cet appareil à").wait_for()


def to_the_end(page):
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.get_by_label("Dans vos mots").fill("Des bocaux")
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.get_by_role("heading", name="Tout est prêt").wait_for()
    page.wait_for_timeout(250)


def finish(page):
    to_the_end(page)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("heading", name="Vos réponses sont gardées").wait_for()


def killed(page):
    """The tab dies as when a phone takes its memory back: nothing of the page runs any more. Returns another tab."""
    context = page.context
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()
    return context.new_page()


def network_is_back(page):
    """A tab opened while the network was cut is not told by Chromium that it is back, as any phone tells it."""
    page.context.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")


@pytest.fixture
def taken_out(browser, house, tmp_path):
    """Take the phone out, with all that it kept when it was last put away."""
    options = {"executable_path": str(CHROMIUM), "args": FLAGS, "base_url": house}

    def take_out():
        folder = str(tmp_path / "phone")
        context = browser.browser_type.launch_persistent_context(
            folder, viewport={"width": 360, "height": 740}, **options
        )
        context.set_default_timeout(15_000)
        return context

    return take_out


def go_to_the_whole_and_back(page):
    page.get_by_role("link", name="Toutes les questions sur une page").click()
    page.get_by_label("Dans vos mots").wait_for()
    assert page.get_by_label("Qui parle ?").input_value() == "Habiba"
    page.get_by_role("link", name="Une question par page").click()
    page.get_by_label("Dans vos mots").wait_for(state="detached")
    page.get_by_label("Qui parle ?").wait_for()


def take_away(page):
    """The browser promised to keep nothing: the page says so, and what is finished leaves in a file."""
    assert not page.evaluate("() => navigator.storage.persisted()")
    page.get_by_text("Ce navigateur peut les effacer").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Garder mes fiches dans un fichier").click()
    assert "Habiba" in download.value.path().read_text()


def test_a_form_opens_without_network_after_the_browser_was_closed(taken_out, house, form):
    context = taken_out()
    sign_in(context, "karim", house)
    page = context.new_page()
    page.goto("/fr/forms/")
    page.wait_for_selector(READY)
    page.get_by_text("Formulaires gardés sur ce téléphone : 1 · aujourd’hui").wait_for()
    context.close()
    context = taken_out()
    context.set_offline(True)
    page = context.new_page()
    page.goto("/fr/day/")  # not kept: the list stands in for it
    page.get_by_text("n’est pas gardée sur ce téléphone").wait_for()
    page.get_by_text("Cette page telle qu’elle était").wait_for()
    page.get_by_role("link", name="Remplir").click()
    answer(page, "Habiba")
    assert page.evaluate("() => [...document.querySelectorAll('taghyir-form img')].map((i) => i.naturalWidth)") == [1]
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("Plex")
    go_to_the_whole_and_back(page)
    finish(page)
    page.goto("/fr/forms/")
    page.get_by_text("Finies, en attente du réseau : 1").wait_for()
    take_away(page)
    page.get_by_role("link", name="Parole", exact=True).click()  # the page of the form is not kept: its questions are
    page.wait_for_url(f"**{FILL}")
    assert Submission.objects.count() == 0
    network_is_back(page)
    page.get_by_text("arrivée", exact=True).wait_for()
    assert Submission.objects.get().answers["who"] == "Habiba"
    context.close()


class Door:
    """The door of answers, which may store some and hold back the receipt: the network is cut between the two."""

    def __init__(self):
        self.stored, self.opened = threading.Event(), threading.Event()
        self.opened.set()

    def received(self, reception):
        self.stored.set()
        self.opened.wait(20)
        return openrosa.received(reception)

    def hold(self):
        self.stored.clear()
        self.opened.clear()

    def let_go(self):
        self.opened.set()


@pytest.fixture
def door(monkeypatch):
    door = Door()
    monkeypatch.setattr(filling, "received", door.received)
    yield door
    door.let_go()


def cut_and_killed(page):
    """The network goes and the tab dies; the form is opened again."""
    page.context.set_offline(True)
    page = killed(page)
    page.goto(FILL)
    return page


def written_in_spite_of_all(page, who):
    """One sheet from its first answer to the queue, killed before and after each step."""
    page = cut_and_killed(page)  # before the first answer
    answer(page, who)
    page = cut_and_killed(page)  # after an answer
    page.get_by_text("Vos réponses commencées sont là").wait_for()
    to_the_end(page)
    page = cut_and_killed(page)  # on the last page
    page.get_by_role("heading", name="Tout est prêt").wait_for()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page = cut_and_killed(page)  # just after pressing: it waits, or it is still a draft, never both
    page.wait_for_selector("taghyir-form h2")
    assert sum(page.evaluate(LEFT)) == 1
    if page.evaluate(LEFT) == [1, 0]:
        page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("heading", name="Fiches gardées sur cet appareil : 1").wait_for()
    return page


def sent_in_spite_of_all(page, door):
    """The sheet that waits: killed between the moment when the server has it and the receipt, and again after the receipt."""
    door.hold()
    network_is_back(page)
    assert door.stored.wait(15)
    page = cut_and_killed(page)  # while sending
    door.let_go()
    page.get_by_role("heading", name="Fiches gardées sur cet appareil : 1").wait_for()
    network_is_back(page)
    page.get_by_text("arrivée", exact=True).wait_for()
    page = cut_and_killed(page)  # after the receipt
    page.get_by_label("Qui parle ?").wait_for()
    assert page.evaluate(LEFT) == [0, 0]
    return page


def test_a_tab_killed_at_every_step_of_three_sheets_loses_none_and_sends_none_twice(phone, door):
    people = ["Habiba", "Mina", "Zohra"]
    page = phone
    for number, who in enumerate(people):
        page = written_in_spite_of_all(page, who)
        assert Submission.objects.count() == number
        page = sent_in_spite_of_all(page, door)
        assert Submission.objects.count() == number + 1
    page.context.set_offline(False)
    assert sorted(sent.answers["who"] for sent in Submission.objects.all()) == people
    assert {sent.answers["words"] for sent in Submission.objects.all()} == {"Des bocaux"}


def come_in(page, name):
    """Sign in as people do."""
    user = somebody(name)
    user.set_password("un mot de passe long")
    user.save()
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill("un mot de passe long")
    page.locator("main form button[type=submit]").first.click()


def pages_kept(page):
    return [path for path in page.evaluate(KEPT) if not path.startswith("/static/")]


def test_signing_out_takes_the_pages_away_and_leaves_what_was_written(phone, form):
    phone.goto(FILL)
    answer(phone, "Habiba")
    assert FILL in pages_kept(phone)
    phone.locator("details.me summary").click()
    phone.locator("details.me").get_by_role("button", name="Se déconnecter").click()
    phone.wait_for_url(lambda address: "/forms/" not in address)
    assert pages_kept(phone) == []
    phone.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        phone.goto(FILL)
    phone.context.set_offline(False)
    phone.goto("/fr/account/login/")
    come_in(phone, "amina")
    phone.wait_for_selector(READY)  # her day, and her forms: the engine is here already
    assert FILL in pages_kept(phone) and "/fr/day/" in pages_kept(phone)
    assert phone.get_by_text("Commencées, à finir").count() == 0  # Karim's are not hers to see
    phone.context.set_offline(True)
    phone.goto(FILL)
    phone.get_by_label("Qui parle ?").wait_for()
    assert phone.get_by_label("Qui parle ?").input_value() == "" and "Karim" not in phone.content()
    assert phone.evaluate(LEFT) == [1, 0]
    phone.goto("/fr/day/")
    phone.get_by_text("Cette page telle qu’elle était : aujourd’hui").wait_for()


def test_a_session_that_ended_is_found_again_and_what_waits_leaves(phone, form):
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.context.set_offline(True)
    phone.goto(FILL)
    answer(phone, "Habiba")
    finish(phone)
    phone.context.set_offline(False)
    phone.get_by_text("Votre connexion a expiré").wait_for()
    phone.get_by_role("link", name="Se connecter").last.click()
    phone.wait_for_url("**/account/login/**")
    assert phone.evaluate(LEFT) == [0, 1]
    come_in(phone, "karim")
    phone.get_by_text("arrivée", exact=True).wait_for()
    assert Submission.objects.get().answers["who"] == "Habiba"


def test_answers_begun_with_an_earlier_version_are_finished_with_it(phone, form):
    first = f"/fr/forms/versions/{form.current.pk}/form.xml"
    phone.goto(FILL)
    answer(phone, "Habiba")
    form.current = FormVersionFactory(form=form, version="2", xform=written(form.xform_id, 2, "Qui répond"))
    form.save()
    phone.goto("/fr/forms/")
    phone.wait_for_selector(READY)
    phone.get_by_text("Commencées, à finir : 1").wait_for()
    phone.context.set_offline(True)
    phone.goto(FILL)
    phone.get_by_label("Qui répond ?").wait_for()
    phone.get_by_role("link", name="Reprendre celles").click()
    phone.get_by_text("commencées avec une version antérieure").wait_for()
    assert phone.get_by_label("Qui parle ?").input_value() == "Habiba"
    finish(phone)
    assert first in pages_kept(phone)
    phone.context.set_offline(False)
    phone.get_by_text("arrivée", exact=True).wait_for()
    assert Submission.objects.get().version.version == "1"
    phone.goto("/fr/forms/")
    phone.wait_for_selector(READY)
    assert first not in pages_kept(phone)


@pytest.fixture
def sendings(monkeypatch):
    """The weight of each sending; the third finds no server."""
    weights = []

    def take_in(request, user, **how):
        weights.append(int(request.headers["Content-Length"]))
        return Reception(503, "") if len(weights) == 3 else intake.take_in(request, user, **how)

    monkeypatch.setattr(filling, "take_in", take_in)
    return weights


def test_heavy_photos_leave_in_several_sendings_and_go_on_where_they_were_cut(phone, form, sendings):
    source = questions.PHOTOS.replace("| photos | 1 |", f"| {form.xform_id} | 2 |")
    version = FormVersionFactory(form=form, version="2", xform=xform(source))
    form.current = version
    form.save()
    phone.goto(FILL)
    contents = [photo(1_400, 1_400), photo(1_400, 1_400), photo(2_300, 1_800)]  # the last one is made smaller
    for name, content in zip(("Première", "Deuxième", "Troisième"), contents, strict=True):
        phone.get_by_role("heading", name=name).wait_for()
        given = {"name": f"{name}.png", "mimeType": "image/png", "buffer": content}
        phone.locator("input[type=file]").set_input_files(given)
        phone.locator("canvas").wait_for()
        phone.get_by_role("button", name="Continuer", exact=True).click()
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    phone.get_by_role("heading", name="Vos réponses sont gardées").wait_for()
    phone.get_by_role("button", name="Envoyer maintenant").click()
    phone.get_by_text("arrivée", exact=True).wait_for()
    sent = Submission.objects.get()
    phone.get_by_role("link", name=sent.receipt).wait_for()
    kept = {file.name: file.size for file in sent.attachments.all()}
    first, second, third = (kept[sent.answers[f"photo_{number}"]] for number in (1, 2, 3))
    assert max(first, second) <= len(contents[0]) and third < len(contents[2])
    assert len(sendings) == 4 and abs(sendings[2] - sendings[3]) < 10_000
    assert sum(sendings[:2]) < 2 * len(contents[0]) + 10_000, "what arrived is not sent again"
