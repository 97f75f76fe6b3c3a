"""The pages of a plan as people meet them."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.tests.factories import CaseFactory, ObjectiveFactory, PlannedActionFactory, day, need_of
from taghyir.accompaniment.tests.test_pages import text_of
from taghyir.directory.tests.factories import tifawin
from taghyir.needs.models import Need
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(as_user):
    with translation.override("fr"):
        yield as_user(somebody("karim"))


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin())


def test_a_plan_without_a_need_leads_to_noting_one_and_back(karim, case):
    planning = reverse("plans:plan_action", args=[ObjectiveFactory(case=case).pk])
    page = karim.get(planning)
    assert "Notez d’abord ce dont elles disent avoir besoin" in text_of(page)
    assert "Mettre au plan" not in text_of(page)
    hear = re.search(rf'href="({reverse("needs:hear_need")}[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    name = str(case.organisation)
    assert f'value="{name}"' in karim.get(hear).content.decode()
    heard = {"territory": case.territory_id, "words": "Des bocaux", "theme": "market", "organisation": name}
    assert karim.post(hear, heard).url == planning
    assert "Des bocaux" in text_of(karim.get(planning))
    away = reverse("needs:hear_need") + "?then=//elsewhere.example/"
    assert karim.post(away, heard | {"words": "Un local"}).url == Need.objects.get(words="Un local").get_absolute_url()


def test_the_sixth_objective_is_refused_with_a_sentence(karim, case):
    ObjectiveFactory.create_batch(5, case=case)
    door = reverse("plans:add_objective", args=[case.pk])
    assert "Cinq objectifs suffisent" in text_of(karim.post(door, {"words": "Un de trop"}))


def test_a_plan_begins_with_an_objective_and_goes_on_with_its_first_action(karim, case):
    need = need_of(case.organisation)
    answer = karim.post(reverse("plans:add_objective", args=[case.pk]), {"words": "Vendre à Oujda"})
    planning = {"words": "Imprimer", "needs": [need.pk], "done_by": "Fatma", "due_on": day(-9).isoformat()}
    planning |= {"means": "300 DH d’encre", "known_by": "Vingt <b>bocaux</b> vendus"}
    assert "200 caractères" in text_of(karim.post(answer.headers["Location"], planning | {"means": "x" * 201}))
    assert karim.post(answer.headers["Location"], planning).headers["Location"] == case.get_absolute_url()
    page = text_of(karim.get(case.get_absolute_url()))
    assert "Imprimer" in page and "Avec : 300 DH d’encre" in page.replace("\u00a0", " ")
    assert "Vingt <b>bocaux</b> vendus" in page or "Vingt &lt;b&gt;bocaux" in page


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_every_page_stands_in_every_language(karim, case, language):
    planned = PlannedActionFactory(objective__case=case)
    keys = dict.fromkeys(("reach_objective", "plan_action", "change_objective"), planned.objective_id)
    keys |= dict.fromkeys(("change_action", "remove_action"), planned.pk) | {"add_objective": case.pk}
    with translation.override(language):
        for name, key in keys.items():
            assert karim.get(reverse(f"plans:{name}", args=[key])).status_code == 200, name
