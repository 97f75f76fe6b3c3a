import datetime as dt

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from taghyir.accompaniment.actions import accept_demand, record_demand
from taghyir.core.models import Entry, Notice
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.needs.actions import hear_need
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


@pytest.fixture
def case():
    """Tifawin, accompanied by Karim, with a step promised for tomorrow."""
    karim = somebody("karim")
    organisation = OrganisationFactory(is_public=True)
    demand = record_demand(actor=karim, organisation=organisation, channel="fair", words="Vendre mieux")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return accept_demand(
        actor=somebody("amina"), demand=demand, adviser=karim, next_step="Rappeler Fatma", next_step_on=tomorrow
    )


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_the_home_page_speaks_four_languages(client, language):
    page = client.get(f"/{language}/").content.decode()
    assert f'<html lang="{language}"' in page and ('dir="rtl"' in page) == (language == "ar")


def test_the_home_page_is_found_without_a_language(client):
    assert client.get("/", headers={"accept-language": "ar"})["Location"] == "/ar/"
    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/fr/"


def test_the_home_page_of_visitors_asks_nothing_the_second_time(client, django_assert_num_queries):
    TerritoryFactory()
    client.get("/fr/")
    with django_assert_num_queries(0):
        assert "Nador" in client.get("/fr/").content.decode()


@pytest.mark.parametrize("written", ["Zaio", "zio", "Zaïo", "زايو"])
def test_a_commune_leads_to_its_mechanism(client, written):
    call_command("load_territories")
    page = client.get("/fr/", {"place": written}).content.decode()
    assert reverse("portal:territory", args=["nador"]) in page.partition("place-answer")[2].partition("cloth")[0]


@pytest.mark.parametrize(
    "written", ["Atlantis", "x" * 3000, "<script>alert(1)</script>", "a\x00b", "%", "_", "' OR 1=1 --"]
)
def test_a_place_nobody_knows_is_said_kindly(client, written):
    answer = client.get("/fr/", {"place": written})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_territory_says_in_which_language_an_activity_is_told_when_it_is_not_the_reader_s(client):
    OrganisationFactory(is_public=True, activity_ar="")
    assert "Couscous et amlou (بالفرنسية)" in client.get("/ar/territories/nador/").content.decode()
    assert "Couscous et amlou (" not in client.get("/fr/territories/nador/").content.decode()


def test_my_day_begins_with_what_was_promised(as_user, case):
    page = as_user(somebody("karim")).get(reverse("portal:my_day")).content.decode()
    assert "Rappeler Fatma" in page and reverse("accompaniment:record_service", args=[case.pk]) in page


def test_who_coordinates_reads_whose_promise_it_is(as_user, case):
    name = str(somebody("karim").person)
    pages = {who: as_user(somebody(who)).get(reverse("portal:my_day")).content.decode() for who in ("karim", "amina")}
    assert all("Rappeler Fatma" in page for page in pages.values())
    assert [f'<span class="small soft">{name}' in page for page in pages.values()] == [False, True]


def test_my_day_shows_nothing_of_another_territory(as_user, case):
    page = as_user(somebody("hedi")).get(reverse("portal:my_day")).content.decode()
    assert "Rappeler Fatma" not in page and "Tifawin" not in page


def test_an_empty_day_says_what_to_do(as_user):
    page = as_user(somebody("noor")).get(reverse("portal:my_day")).content.decode()
    assert 'class="empty"' in page


@pytest.mark.parametrize("more", [0, 27])
def test_my_day_costs_the_same_for_three_needs_or_thirty(as_user, case, more, django_assert_max_num_queries):
    for number in range(3 + more):
        hear_need(actor=somebody("karim"), territory=case.territory, theme="market", words=f"Besoin {number}")
    client = as_user(somebody("karim"))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("portal:my_day")).status_code == 200


@pytest.mark.parametrize("written", ["tifa", "تيفاوين", "Zaïo", "zio"])
def test_half_a_name_in_any_script_is_found_everywhere(as_user, case, written):
    page = as_user(somebody("karim")).get(reverse("portal:search"), {"q": written}).content.decode()
    assert case.get_absolute_url() in page and case.organisation.get_absolute_url() in page


def test_the_search_shows_what_one_may_see(as_user, case):
    page = as_user(somebody("hedi")).get(reverse("portal:search"), {"q": "tifawin"}).content.decode()
    assert case.get_absolute_url() not in page
    assert case.organisation.get_absolute_url() in page  # its public card


def test_a_person_is_found_too(as_user, case):
    page = as_user(somebody("amina")).get(reverse("portal:search"), {"q": "كريم"}).content.decode()
    assert somebody("karim").person.get_absolute_url() in page


@pytest.mark.parametrize("written", ["", "a", "\x00", "%%%", "<b>", "ـــ", "x" * 5000])
def test_a_search_never_breaks(as_user, case, written):
    assert as_user(somebody("karim")).get(reverse("portal:search"), {"q": written}).status_code == 200


def test_notices_are_read_and_marked(as_user):
    karim = somebody("karim")
    entry = Entry.objects.create(actor=karim, verb="case.opened")
    Notice.objects.create(entry=entry, user=karim, subject="Un dossier vous attend", text="…", link="/fr/day/")
    client = as_user(karim)
    assert "Aucune nouvelle avec ces mots" in client.get(reverse("portal:notices"), {"q": "rien"}).content.decode()
    assert "Un dossier vous attend" in client.get(reverse("portal:notices")).content.decode()
    client.post(reverse("portal:read_notices"))
    assert not Notice.objects.filter(read_at=None).exists()


def test_somebody_elses_notices_stay_theirs(as_user):
    karim = somebody("karim")
    entry = Entry.objects.create(actor=karim, verb="case.opened")
    Notice.objects.create(entry=entry, user=karim, subject="Pour Karim", text="…")
    client = as_user(somebody("hedi"))
    page = client.get(reverse("portal:notices")).content.decode()
    assert "Pour Karim" not in page and "Je les ai lues" not in page and "Rien de nouveau" in page
    client.post(reverse("portal:read_notices"))
    assert Notice.objects.filter(read_at=None).count() == 1


def test_navigation_follows_who_one_is(as_user, client):
    assert reverse("accompaniment:cases") not in client.get("/fr/").content.decode()
    assert reverse("accompaniment:cases") in as_user(somebody("karim")).get(reverse("portal:more")).content.decode()
    page = as_user(somebody("fatma")).get(reverse("portal:more")).content.decode()
    assert f'href="{reverse("people:people")}"' not in page


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_what_becomes_of_ones_data_is_heard_in_the_language_of_the_page(client, language):
    page = client.get(f"/{language}/privacy/").content.decode()
    assert f'<read-aloud lang="{language}" from="notice">' in page
    assert page.count('id="notice"') == 1
