"""The sheet of an organisation: written by two people at once, and with a position that cannot be."""

import pytest

from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaio():
    nador = PlaceFactory(code="02.381", level=Place.Level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    TerritoryFactory().places.add(nador)
    return PlaceFactory(parent=nador)


def test_whoever_saves_second_is_told_what_the_first_one_wrote_and_loses_nothing(as_user, zaio):
    organisation, karim = tifawin(sectors=["food"]), as_user(somebody("karim"))
    change = f"/fr/organisations/{organisation.pk}/change/"
    opened = karim.get(change).context["form"]
    sent = {name: opened[name].value() or "" for name in opened.fields}
    first = {"name": "Coopérative Tifawin du Rif", "activity_fr": "Miel", "latitude": "-2,73", "longitude": "34,94"}
    assert karim.post(change, sent | first).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.latitude, organisation.longitude) == (34.94, -2.73), "swapped: put right as in an import"
    told = karim.post(change, sent | {"phone": "0536606060"})
    assert "Coopérative Tifawin du Rif" in told.context["form"].non_field_errors()[0]
    assert 'value="0536606060"' in told.content.decode()
    organisation.refresh_from_db()
    assert organisation.name == "Coopérative Tifawin du Rif"
    again = sent | {"phone": "0536606060", "read": told.context["form"]["read"].value()}
    assert karim.post(change, again).status_code == 302


@pytest.mark.parametrize("wrong", [("0", "0"), ("48.8", "2.3"), ("36.1", "-3.2"), ("34.94", ""), ("x", "nan")])
def test_a_position_that_cannot_be_is_refused_at_its_field(as_user, zaio, wrong):
    form = {"name": "Rif", "kind": "enterprise", "place": zaio.pk, "latitude": wrong[0], "longitude": wrong[1]}
    answer = as_user(somebody("karim")).post("/fr/organisations/add/", form)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() & {"latitude", "longitude"}
    assert not Organisation.objects.exists()
