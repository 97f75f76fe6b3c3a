import re

import pytest

from taghyir.atlas.reactions import make_grid
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
HERE = "box=-3.5,34,-1.5,36&zoom=9"


@pytest.fixture
def zaio():
    return OrganisationFactory(is_public=True, latitude=34.94, longitude=-2.73)


def test_without_javascript_the_map_is_the_list(client, zaio):
    page = client.get("/ar/map/").content.decode()
    assert 'dir="rtl"' in page
    assert "تعاونية تيفاوين" in page
    assert f"/ar/organisations/{zaio.pk}/" in page


def test_the_filters_of_the_address_are_those_of_the_list(client, zaio):
    assert "Tifawin" in client.get("/fr/map/?kind=enterprise").content.decode()
    page = client.get("/fr/map/?kind=union").content.decode()
    assert "Tifawin" not in page
    assert client.get(f"/fr/map/points/?kind=union&{HERE}").json() == []
    assert client.get(f"/fr/map/points/?kind=enterprise&{HERE}").json() == [
        [-2.73, 34.94, 1, zaio.pk, "Coopérative Tifawin"]
    ]


def test_a_name_is_said_in_the_language_of_the_page(client, zaio):
    make_grid()
    assert client.get(f"/ar/map/points/?{HERE}").json()[0][4] == "تعاونية تيفاوين"
    assert "تعاونية تيفاوين" in client.get(f"/ar/map/here/?{HERE}").content.decode()


@pytest.mark.parametrize("address", ["/fr/map/", f"/fr/map/points/?{HERE}", f"/fr/map/here/?{HERE}"])
def test_thirty_cost_the_same_as_three(client, address, django_assert_max_num_queries):
    OrganisationFactory.create_batch(3, is_public=True, latitude=34.94, longitude=-2.73)
    client.get(address)
    with django_assert_max_num_queries(4) as few:
        client.get(address)
    OrganisationFactory.create_batch(27, is_public=True, latitude=34.94, longitude=-2.73)
    with django_assert_max_num_queries(4) as many:
        client.get(address)
    assert len(few) == len(many)


def test_a_hostile_name_is_text_in_the_points_and_in_the_list(client, as_user):
    name = "</script><img src=x onerror=alert(1)>\"'\\"
    OrganisationFactory(name=name, name_ar="", latitude=34.94, longitude=-2.73)
    karim = as_user(somebody("karim"))
    assert karim.get(f"/fr/map/points/?{HERE}").json()[0][4] == name
    assert "<img src=x" not in karim.get(f"/fr/map/here/?{HERE}").content.decode()


def test_the_list_of_a_part_is_turned_page_by_page_and_says_what_the_map_cannot_show(client):
    OrganisationFactory.create_batch(25, is_public=True, latitude=34.94, longitude=-2.73)
    OrganisationFactory(name="Sans lieu", name_ar="", is_public=True, place=None)
    seen = []
    for page, many in (("1", 20), ("2", 5), ("99", 5), ("x", 20)):
        part = client.get(f"/fr/map/here/?territory=nador&{HERE}&page={page}").content.decode()
        assert part.count('<li class="item') == many, page
        assert 'class="pager"' in part and "25 organisations dans cette partie" in part.replace("\u00a0", " ")
        seen += re.findall(r'href="/fr/organisations/(\d+)/', part)[:many] if page in "12" else []
    assert len(set(seen)) == 25
    page = client.get("/fr/map/?territory=nador").content.decode()
    assert "1 organisation n’a pas de position" in page
    assert "/fr/organisations/?territory=nador" in page
    assert "pas de position" not in client.get("/fr/map/?q=tifawin").content.decode()
