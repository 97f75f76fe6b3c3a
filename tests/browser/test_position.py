"""Where an organisation is, taken from the phone that stands there; and nothing asked of it otherwise."""

import pytest
from django.urls import reverse

from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ZAIO = {"latitude": 34.940271, "longitude": -2.734312, "accuracy": 11.2}


def test_one_press_fills_both_fields_says_how_precisely_and_is_kept(sit_down):
    tifawin = OrganisationFactory()
    address = reverse("directory:change_organisation", args=[tifawin.pk])
    page = sit_down(somebody("karim"), geolocation=ZAIO, permissions=["geolocation"])
    page.goto(address)
    here = page.get_by_role("button", name="Je suis ici")
    assert page.locator("#id_latitude").input_value() == "", "nothing is asked before the press"
    here.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Position trouvée, à 12 m près").wait_for()
    assert page.locator("#id_latitude").input_value() == "34,94027"
    assert page.locator("#id_longitude").input_value() == "-2,73431"
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**{tifawin.get_absolute_url()}")
    kept = Organisation.objects.get(pk=tifawin.pk)
    assert (kept.latitude, kept.longitude) == (34.94027, -2.73431)


def test_without_leave_it_says_so_and_without_script_there_is_no_button(sit_down):
    address = reverse("directory:change_organisation", args=[OrganisationFactory().pk]).replace("/fr/", "/ar/")
    page = sit_down(somebody("karim"))
    page.goto(address)
    page.locator("find-position button").click()
    page.get_by_text("لا يُسمح لهذه الصفحة بمعرفة الموقع").wait_for()
    assert page.locator("#id_latitude").input_value() == ""
    plain = sit_down(somebody("karim"), java_script_enabled=False)
    plain.goto(address)
    assert plain.locator("find-position button").is_hidden() and plain.locator("#id_latitude").is_visible()
