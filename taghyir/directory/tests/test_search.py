"""What is looked for is said in one way, in an address, the API, an export and an alert."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taghyir.directory.models import Organisation
from taghyir.directory.queries import Asked, narrowed
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.places.tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
ZAIO = "MA-02.381.01.07"


@pytest.fixture
def three():
    """A cooperative of Zaïo, one of Berkane 38 km away, and one nobody knows where."""
    zaio = PlaceFactory(latitude=34.94, longitude=-2.73)
    berkane = PlaceFactory(code="02.113.01.09", name_fr="Berkane", name_ar="بركان", latitude=34.92, longitude=-2.32)
    return {
        "zaio": OrganisationFactory(name="Tifawin", place=zaio, sectors=["food", "crafts"], is_care=True),
        "berkane": OrganisationFactory(
            name="Zitoun", name_ar="زيتون", place=berkane, products=["huile d olive"], labels=["bio"]
        ),
        "nowhere": OrganisationFactory(name="Amal", name_ar="أمل", place=None, is_women_led=True, kind="association"),
    }


def names(**asked):
    return [one.name for one in narrowed(Organisation.objects.all(), Asked.read(asked))]


@pytest.mark.parametrize(
    "asked, found",
    [
        ({}, ["Amal", "Tifawin", "Zitoun"]),
        ({"sector": "crafts"}, ["Tifawin"]),
        ({"care": "1"}, ["Tifawin"]),
        ({"women_led": "on"}, ["Amal"]),
        ({"product": "Huile d’olive"}, ["Zitoun"]),
        ({"label": "bio"}, ["Zitoun"]),
        ({"kind": "association"}, ["Amal"]),
        ({"place": ZAIO}, ["Tifawin"]),
        ({"territory": "NAD"}, ["Amal", "Tifawin", "Zitoun"]),
        ({"near": ZAIO}, ["Tifawin"]),
        ({"near": ZAIO, "within": "50", "sort": "distance"}, ["Tifawin", "Zitoun"]),
        ({"near": "MA-99.999", "within": "50"}, []),
        ({"sector": "piracy", "kind": "x", "within": "1e9", "sort": "; DROP"}, ["Amal", "Tifawin", "Zitoun"]),
    ],
)
def test_each_filter_finds_what_it_says(three, asked, found):
    assert names(**asked) == found


def test_the_distance_is_in_kilometres(three):
    near = narrowed(Organisation.objects.all(), Asked(near=ZAIO, within=50, sort="distance"))
    assert [round(one.distance) for one in near] == [0, 37]


def test_what_an_organisation_does_not_show_leaves_it_where_its_commune_is(three):
    organisation = three["zaio"]
    organisation.latitude, organisation.longitude = 35.0, -2.7
    organisation.prepare_search()
    assert (organisation.map_latitude, organisation.map_longitude) == (35.0, -2.7)
    organisation.shown = ["contact"]
    organisation.prepare_search()
    assert (organisation.map_latitude, organisation.map_longitude) == (34.94, -2.73)


@given(
    q=st.text(max_size=30),
    territory=st.sampled_from(["", "nador", "kef"]),
    sector=st.sampled_from(["", "food", "care"]),
    care=st.booleans(),
    near=st.sampled_from(["", ZAIO]),
    within=st.sampled_from([5, 25, 100]),
)
def test_an_address_says_all_that_was_asked(q, territory, sector, care, near, within):
    asked = Asked.read({"q": q, "territory": territory, "sector": sector, "care": care, "near": near, "within": within})
    assert Asked.read(dict(parse_qsl(asked.as_address()))).chosen() == asked.chosen()


def test_a_change_of_what_is_asked_keeps_the_rest():
    asked = Asked(q="huile", territory="nador")
    assert asked.as_address(territory="", care=True) == "q=huile&care=1"
