"""A territory in a pocket, on a small phone: visited once, then without network."""

from typing import Any

import pytest

from taghyir.directory.actions import change_organisation, publish_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.subscriptions.queries import token_of
from taghyir.subscriptions.tests.factories import SubscriptionFactory
from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIOLATIONS = "() => axe.run().then(({violations}) => violations.map((v) => [v.id, v.nodes[0].html.slice(0, 160)]))"
WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
READY = "pocket-search[data-ready]"


@pytest.fixture
def tifawin(transactional_db) -> Organisation:
    OrganisationFactory(name="Miel du Gourougou", name_ar="عسل كوروكو", place=None, is_public=True)
    return OrganisationFactory(is_public=True, phone="+212661234567", sectors=["food"], address="Rue du marché")


def visited(page: Any, language: str = "fr") -> list[str]:
    """The page, kept on the phone; what its console says against it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/{language}/alerts/pocket/nador/")
    page.wait_for_selector(READY)
    return said


def searched(page: Any, words: str) -> list[str]:
    page.get_by_role("searchbox").fill(words)
    return page.locator("pocket-search li .title").all_inner_texts()


@pytest.mark.parametrize(("language", "name"), [("fr", "Coopérative Tifawin"), ("ar", "تعاونية تيفاوين")])
def test_it_opens_searches_and_calls_without_network(sit_down, tifawin, language, name):
    page = sit_down()
    said = visited(page, language)
    assert not said
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY)
    assert len(searched(page, "")) == 2
    for words in ("زايو", "zio", "tifaw", "تيفا", "ZAÏO"):
        assert searched(page, words) == [name], words
    assert page.locator("[data-call]:visible").get_attribute("href") == "tel:+212661234567"
    assert "06" in page.locator("[data-call]:visible").inner_text()
    assert "20" in page.locator("[data-age]").inner_text()
    assert page.locator("pocket-search li a.title[href]").count() == 0  # a card does not open without network
    assert searched(page, "nothing like it") == []
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("Plex")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_is_readable_by_all(sit_down, tifawin, language):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci")
    page, one = sit_down(), SubscriptionFactory()
    visited(page, language)
    page.evaluate(AXE.read_text())
    assert page.evaluate(VIOLATIONS) == []
    links = {name: token_of(name, one.pk) for name in ("confirm", "stop")} | {
        "mine": token_of("mine", one.subscriber_id)
    }
    paths = ["keep/?q=zio&territory=nador", "kept/", *(f"{name}/{token}/" for name, token in links.items())]
    for path in paths:
        page.goto(f"/{language}/alerts/{path}")
        page.evaluate(AXE.read_text())
        assert page.evaluate(VIOLATIONS) == [], path
        assert not page.evaluate(WIDE), path


def test_it_renews_itself_when_the_network_is_back(sit_down, tifawin):
    page = sit_down()
    visited(page)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY)
    change_organisation(actor=somebody("pilar"), organisation=tifawin, name="Coopérative Nouvelle")
    OrganisationFactory(name="Sel de Zaïo")
    publish_organisation(actor=somebody("pilar"), organisation=Organisation.objects.get(name="Sel de Zaïo"))
    assert searched(page, "zio") == ["Coopérative Tifawin"]
    page.context.set_offline(False)
    page.get_by_text("Sel de Zaïo").wait_for()
    assert searched(page, "zio") == ["Coopérative Nouvelle", "Sel de Zaïo"]


def test_the_phone_keeps_exactly_what_it_needs(sit_down, tifawin):
    page = sit_down(somebody("amina"))
    visited(page)
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys())
            found.push(new URL(request.url).pathname);
          return found;
        }"""
    )
    names = sorted(path.rpartition("/")[2] or path for path in kept)
    assert names == sorted(
        ["/fr/alerts/pocket/nador/", "pack.json", "taghyir.css", "taghyir.js", "pocket.js", "knot.svg"]
        + [f"plex-{script}-{weight}.woff2" for script in ("arabic", "latin") for weight in (400, 600)]
    )
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY)
    assert "Amina" not in page.content()  # kept as a visitor sees it: a phone passes from hand to hand


def test_without_script_the_list_is_there(sit_down, tifawin):
    page = sit_down(java_script_enabled=False)
    page.goto("/fr/alerts/pocket/nador/?q=zio")
    assert page.locator("pocket-search li .title").all_inner_texts() == ["Coopérative Tifawin"]
    assert page.locator("[data-call]:visible").get_attribute("href") == "tel:+212661234567"
