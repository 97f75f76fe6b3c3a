"""A form that asks which cooperative and which commune, filled on a phone: the lists come by themselves."""

import pytest
from django.core.cache import cache

from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.lists import form_with_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HARD = "تعاونية «أركان»، زايو"


def go_on(page, name="متابعة"):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_cooperative_among_a_thousand_is_found_by_half_its_name_and_sent(sit_down):
    zaio = PlaceFactory()
    TerritoryFactory().places.add(zaio)
    many = [Organisation(name=f"Coop {n}", territory=TerritoryFactory(), country="MA") for n in range(1_000)]
    Organisation.objects.bulk_create(many, batch_size=500)
    chosen = OrganisationFactory(name='Miel, "Or" & Fils', name_ar=HARD)
    OrganisationFactory(code="KEF", name="SMSA El Kef", is_public=True)
    form = form_with_lists()
    page = sit_down(somebody("karim"))
    page.goto(f"/ar/forms/{form.pk}/fill/")
    page.get_by_label("Zaio – زايو").check()
    go_on(page)
    search = page.get_by_role("searchbox")
    assert page.get_by_role("radio").count() == 100 and page.get_by_text("هناك أخرى").is_visible()
    search.fill("kef")
    assert page.get_by_role("radio").count() == 0
    search.fill("اركان")
    page.get_by_label(f'Miel, "Or" & Fils – {HARD}').check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    go_on(page)
    page.get_by_label("Dans vos mots").fill("برطمانات")
    go_on(page)
    page.get_by_text("Rencontrées").wait_for()
    go_on(page)
    go_on(page)
    go_on(page, "إرسال")
    page.wait_for_url(f"**/ar/forms/{form.pk}/received/?receipt=*")
    stored = Submission.objects.get()
    assert (stored.answers["commune"], stored.answers["enterprise"]) == ("MA-02.381.01.07", str(chosen.pk))


def test_the_list_of_the_territory_is_there_without_network_as_it_was_last_seen(sit_down):
    TerritoryFactory().places.add(PlaceFactory())
    former = OrganisationFactory(name="Tifawin", name_ar="")
    form = form_with_lists()
    page = sit_down(somebody("karim"))
    page.goto("/fr/forms/")
    page.wait_for_selector("field-kit[data-ready]", state="attached")
    Organisation.objects.filter(pk=former.pk).update(name="Tifawin du Rif")
    Organisation.objects.bulk_create([Organisation(name="Argana", territory=TerritoryFactory(), country="MA")])
    cache.clear()
    page.goto("/fr/forms/")
    page.wait_for_selector("field-kit[data-ready]", state="attached")
    page.context.set_offline(True)
    page.goto(f"/fr/forms/{form.pk}/fill/")
    page.get_by_label("Zaio – زايو").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Argana").wait_for()
    page.get_by_label("Tifawin du Rif").wait_for()
