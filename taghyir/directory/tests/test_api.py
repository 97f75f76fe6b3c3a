import pytest

from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
HERE = "/api/v1/organisations"


def names(answer):
    return [one["name"] for one in answer.json()["organisations"]]


def test_everybody_reads_what_is_published(client):
    tifawin()
    shown = OrganisationFactory(name="Coopérative Rif", is_public=True)
    assert names(client.get(HERE)) == ["Coopérative Rif"]
    card = client.get(f"{HERE}/{shown.pk}").json()
    assert (card["legal_form"], card["territory"], card["place_name"]) == ("MA_COOP", "NAD", "Zaio")


def test_who_is_signed_in_reads_what_they_may_see(as_user):
    organisation = tifawin()
    assert names(as_user(somebody("karim")).get(f"{HERE}?q=zio")) == ["Coopérative Tifawin"]
    assert as_user(somebody("hedi")).get(f"{HERE}/{organisation.pk}").status_code == 404


@pytest.mark.parametrize(
    "query", ["territory=NAD", "kind=enterprise", "legal_form=MA_COOP", "women_led=true", "q=تيفاوين"]
)
def test_the_same_filters(client, query):
    tifawin(is_public=True, is_women_led=True)
    OrganisationFactory(name="Autre", name_ar="", code="KEF", kind="support", legal_form=None, is_public=True)
    assert names(client.get(f"{HERE}?{query}")) == ["Coopérative Tifawin"]


def test_page_after_page_each_once(client, django_assert_num_queries):
    OrganisationFactory.create_batch(7, is_public=True)
    seen, cursor = [], ""
    for _page in range(4):
        with django_assert_num_queries(1):
            answer = client.get(f"{HERE}?limit=2&cursor={cursor}").json()
        seen += [one["id"] for one in answer["organisations"]]
        cursor = answer["next_cursor"]
    assert len(seen) == len(set(seen)) == 7
    assert cursor is None


@pytest.mark.parametrize(
    "query, status",
    [
        ("cursor=xx", 409),
        ("cursor=WyJhIiwieCJd", 409),
        ("cursor=%00", 409),
        ("cursor=WyJcdWQ4MDAiLDFd", 409),
        ("cursor=W1siYSJdLDFd", 409),
        ("limit=0", 422),
        ("limit=1000", 422),
    ],
)
def test_what_it_cannot_read_it_says(client, query, status):
    assert client.get(f"{HERE}?{query}").status_code == status


@pytest.mark.parametrize("query", ["q=%00", "territory=%00", "kind=%00", "q=%25_%5C"])
def test_no_sign_breaks_it(client, query):
    assert client.get(f"{HERE}?{query}").status_code in (200, 422)
