"""A card is found from the map by the keyboard alone, in Arabic; the list says the same; axe finds nothing."""

import pytest
from django.core.management import call_command

from taghyir.atlas.reactions import make_grid
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.places.models import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nador():
    """Tifawin at Zaïo, and eight others at Berkane."""
    call_command("load_territories")
    zaio, berkane = (Place.objects.get(country="MA", level="commune", name_fr=name) for name in ("Zaio", "Berkane"))
    for number in range(8):
        OrganisationFactory(name=f"Atelier {number}", name_ar=f"ورشة {number}", place=berkane, is_public=True)
    organisation = OrganisationFactory(place=zaio, is_public=True)
    make_grid()
    return organisation


def test_a_card_is_found_from_the_map_by_keyboard_alone(sit_down, nador):
    page = sit_down(None, locale="ar")
    page.goto("/ar/map/?territory=nador")
    page.locator(".map .spot").first.wait_for()
    names = page.locator(".map .spot").evaluate_all("(spots) => spots.map((spot) => spot.getAttribute('aria-label'))")
    assert any("8" in name for name in names), names
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "تعاونية تيفاوين":
            break
    else:
        raise AssertionError("the keyboard never reached the cooperative on the map")
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a").wait_for()
    page.wait_for_function("document.activeElement.closest('.leaflet-popup')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ar/organisations/{nador.pk}/")
    page.get_by_role("heading", name="تعاونية تيفاوين").first.wait_for()


def test_a_group_opens_by_keyboard_until_its_organisations_are_listed(sit_down, nador):
    """Eight organisations of one commune lie on one spot: coming closer ends with the list of them, which takes the focus."""
    page = sit_down(None, locale="ar")
    page.goto("/ar/map/?q=atelier")
    for _turn in range(8):
        page.locator(".map .spot.group").first.wait_for()
        page.wait_for_timeout(300)
        page.locator(".map .spot.group").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        if page.evaluate("!!document.activeElement.closest('.map-list')"):
            break
    assert page.locator(".map-list li.item").count() == 8
    assert page.evaluate("document.activeElement.textContent").startswith("ورشة")


def test_the_list_beside_the_map_turns_its_pages_in_place(sit_down, nador):
    OrganisationFactory.create_batch(20, place=nador.place, is_public=True)
    page = sit_down(None, locale="fr")
    page.goto("/fr/map/?q=tifawin")
    page.get_by_text("21 organisations dans cette partie", exact=False).wait_for()
    page.locator(".map-list .pager a[rel=next]").click()
    page.locator(".map-list .pager a[rel=prev]").wait_for()
    assert page.locator(".map-list li.item").count() == 1
    assert page.evaluate("document.activeElement.closest('.map-list li') !== null")
    assert page.locator(".map .spot").count() > 0 and page.url.endswith("?q=tifawin")


def test_without_network_the_list_stays(sit_down, nador):
    page = sit_down(None, locale="fr")
    page.goto("/fr/map/")
    page.locator(".map .spot").first.wait_for()
    page.context.set_offline(True)
    page.locator(".leaflet-control-zoom-in").click()
    page.get_by_text("pas de réseau", exact=False).first.wait_for()
    assert page.locator(".map-list li.item").count() > 0
