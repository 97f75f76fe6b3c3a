"""A visitor is given back the page of the directory whole, as long as nothing of it changed; who bears a cookie never is."""

import pytest
from django.test import Client

from taghyir.core.journal import record
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
HERE = "/ar/organisations/"


@pytest.fixture
def shown():
    return OrganisationFactory(name="Tifawin du puits", is_public=True)


def test_it_is_the_same_page_with_the_same_headers_in_one_statement(shown, django_assert_num_queries):
    first = Client().get(HERE)
    assert "Tifawin du puits" in first.content.decode()
    with django_assert_num_queries(1):
        again = Client().get(HERE)
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert again["Content-Language"] == "ar" and "default-src" in again["Content-Security-Policy"]
    assert "Cookie" in again["Vary"]


def test_a_change_is_seen_at_once(shown):
    Client().get(HERE)
    Organisation.objects.filter(pk=shown.pk).update(name="Tifawin de la source")
    record(somebody("amina"), "organisation.changed", shown)
    assert "Tifawin de la source" in Client().get(HERE).content.decode()


def test_another_address_another_host_and_another_language_have_their_own(shown, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    pages = [
        Client().get(address, headers={"host": host}).content
        for address, host in ((HERE, "one.example"), (HERE + "?q=couscous", "one.example"), (HERE, "two.example"))
    ]
    assert 'value="couscous"' in pages[1].decode() and 'value="couscous"' not in pages[0].decode()
    assert "one.example" not in pages[2].decode()
    assert Client().get("/fr/organisations/", headers={"host": "one.example"})["Content-Language"] == "fr"
    assert Client().get(HERE, headers={"host": "three.example"}).status_code == 400


def test_who_bears_a_cookie_is_answered_by_the_house(shown, as_user, django_assert_max_num_queries):
    Client().get(HERE)
    coordinator = as_user(somebody("amina")).get(HERE)
    assert f"{HERE}add/" in coordinator.content.decode()
    assert f"{HERE}add/" not in Client().get(HERE).content.decode()
    browser = Client()
    browser.cookies["django_language"] = "fr"
    assert browser.get(HERE).status_code == 200


def test_what_is_taken_away_is_written_each_time(shown):
    address = f"{HERE}?format=csv"
    for _time in range(2):
        taken = b"".join(Client().get(address).streaming_content).decode()
        assert "Tifawin du puits" in taken
    assert Client().head(HERE).status_code == 200
    assert Client().post(HERE).status_code == 405
