"""What is looked for is said in one way, in an address, the API, an export and an alert."""

from urllib.parse import parse_qsl

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import Asked, narrowed, page_found
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Territory
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
            name="Zitoun", name_ar="زيتون", place=berkane, offers="Huile d’olive, savon ; زيت"
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
        ({"product": "زيت"}, ["Zitoun"]),
        ({"q": "savon"}, ["Zitoun"]),
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


def test_a_facet_is_counted_among_those_that_fit_every_other_choice(three):
    visible = somebody("pilar")
    counts = page_found(visible, Asked()).counts
    assert counts.all == 3
    assert counts.of["kind"] == {"enterprise": 2, "association": 1}
    assert counts.of["sector"] == {"food": 1, "crafts": 1}
    assert counts.of["women_led"] == {"true": 1}
    chosen = page_found(visible, Asked(kind="enterprise", care=True)).counts
    assert chosen.all == 1
    assert chosen.of["kind"] == {"enterprise": 1}
    assert chosen.of["care"] == {"true": 1}
    assert page_found(visible, Asked(kind="association")).counts.of["kind"] == {"enterprise": 2, "association": 1}


@pytest.mark.parametrize(
    "asked", [Asked(), Asked(sector="food"), Asked(q="a"), Asked(near=ZAIO, within=100, sort="distance")]
)
@pytest.mark.parametrize("name", ["pilar", "karim", None])
def test_the_page_is_what_the_search_finds(three, asked, name, django_assert_max_num_queries):
    Organisation.objects.update(is_public=True)
    OrganisationFactory.create_batch(25, is_public=True, place=three["zaio"].place, sectors=["food"])
    actor = somebody(name) if name else AnonymousUser()
    narrowed_to = [one.pk for one in narrowed(visible_organisations(actor), asked)]
    for number in (1, 2, 99):
        with django_assert_max_num_queries(5):
            found = page_found(actor, asked, number=number)
        first = 20 * (found.page.number - 1)
        assert [line.pk for line in found.lines] == narrowed_to[first : first + 20]
        assert found.counts.all == len(narrowed_to)


@pytest.mark.parametrize(
    "query", ["near=MA-99.999&sort=distance", "q=%D8%9F%D8%9F", "territory=x&sector=food", "q=%00"]
)
@pytest.mark.parametrize("page", ["organisations/", "map/", "map/points/"])
def test_what_can_find_nothing_is_still_a_page(client, three, page, query):
    assert client.get(f"/fr/{page}?{query}&box=-3,34,-2,36&zoom=9").status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "99999999999999999999", "١"])
def test_a_page_that_is_none_is_still_a_page(three, number):
    assert len(page_found(somebody("pilar"), Asked(), number=number).lines) == 3


def test_choosing_a_commune_leads_to_its_mechanism(client):
    call_command("load_territories")
    Territory.objects.filter(code="NAD").update(phone="+212536606060", opens_at="09:00", closes_at="16:30")
    page = client.get(f"/fr/organisations/?near={ZAIO}").content.decode()
    assert "Pour Zaio : le mécanisme de Nador" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert "05 36 60 60 60" in page.replace("\u00a0", " ")
    assert "09:00" in page


def test_an_address_with_words_of_others_is_the_page_of_the_address_without(client):
    OrganisationFactory.create_batch(25, is_public=True)
    plain = client.get("/fr/organisations/?territory=nador").content
    assert client.get("/fr/organisations/?territory=nador&utm=<script>&fbclid=1").content == plain
    assert b"page=2" in plain
