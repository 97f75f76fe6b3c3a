"""No way ends short: from somebody new to a demand, from a card to its file, from an empty part of a file to what fills it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.actions import accept_demand
from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, ServiceFactory, day
from taghyir.accompaniment.tests.test_pages import at, text_of
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(as_user):
    with translation.override("fr"):
        yield as_user(somebody("karim"))


def test_who_asks_and_is_not_in_the_directory_comes_in_with_a_name_and_goes_on_to_what_it_asks(karim, as_user):
    door = at("record_asker")
    asking = text_of(karim.get(at("record_demand"), {"q": "نساء سلوان"}))
    assert "Elle n’est pas dans la liste" in asking
    assert 'value="نساء سلوان"' in karim.get(door, {"q": "نساء سلوان"}).content.decode()
    nador = Territory.objects.get(code="NAD")
    empty = text_of(karim.post(door, {"territory": nador.pk}))
    assert "Écrivez un nom" in empty
    somebody("hedi")  # and his territory
    nowhere = as_user(somebody("pilar")).post(door, {"name": "Femmes de Selouane"})
    assert "Choisissez le territoire." in text_of(nowhere)
    answer = karim.post(door, {"name": "نساء سلوان", "territory": nador.pk})
    added = Organisation.objects.get(name_ar="نساء سلوان")
    assert answer.url == at("record_demand_of", added.pk)
    assert added.territory == nador and not added.is_public
    again = text_of(karim.post(door, {"name": "نساء سلوان", "territory": nador.pk}))
    assert "C’est une autre organisation du même nom" in again


def test_the_card_of_an_organisation_leads_to_its_demand_then_to_its_file(karim, as_user):
    organisation = tifawin(is_public=True)
    card, way, record = (
        organisation.get_absolute_url(),
        at("file_of", organisation.pk),
        at("record_demand_of", organisation.pk),
    )
    assert way in karim.get(card).content.decode()
    assert karim.get(way).url == record
    demand = DemandFactory(organisation=organisation)
    assert karim.get(way).url == demand.get_absolute_url()
    case = accept_demand(actor=somebody("karim"), demand=demand, adviser=somebody("karim"))
    assert karim.get(way).url == case.get_absolute_url()
    assert record not in karim.get(case.get_absolute_url()).content.decode()
    Case.objects.filter(pk=case.pk).update(closed_on=day(0), exit="achieved", exit_reason="Elles vendent seules.")
    assert record in karim.get(case.get_absolute_url()).content.decode()
    for stranger in ("hedi", "fatma", "noor"):
        assert way not in as_user(somebody(stranger)).get(card).content.decode()


def test_a_new_file_leads_to_its_first_need_and_its_first_member(karim):
    case = CaseFactory()
    page = karim.get(case.get_absolute_url()).content.decode()
    assert f"{reverse('needs:hear_need')}?organisation=" in page
    assert reverse("directory:add_membership", args=[case.organisation_id]) in page


def test_a_service_is_named_as_one_says_it_where_it_is_chosen():
    with translation.override("fr"):
        name = str(ServiceFactory(given_on=dt.date(2025, 5, 13)))
    assert name[0].isupper() and name.endswith(" · 13 mai 2025")
