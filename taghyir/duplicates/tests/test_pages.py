import pytest

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.models import Candidate, Merge
from taghyir.duplicates.tests.factories import ZAIO, pair
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
HERE = "/fr/duplicates/"


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_whole_way_of_a_pair(as_user):
    found, amina = pair(), as_user(somebody("amina"))
    assert "TIFAWIN" in text_of(amina.get(HERE))
    page = text_of(amina.get(found.get_absolute_url().replace("/en/", "/fr/")))
    for words in ("un nom contient les mots de l’autre", "le même endroit", "Ce qui diffère"):
        assert words in page
    answer = amina.post(f"{HERE}{found.pk}/merge/", {"stays": found.second_id, "taken": ["name"]}, follow=True)
    assert "trente jours" in text_of(answer)
    assert Organisation.objects.get(pk=found.second_id).name == "Coopérative Tifawin"
    assert amina.get(f"/fr/organisations/{found.first_id}/")["Location"].endswith(f"/{found.second_id}/")
    assert text_of(amina.get(HERE)).count('class="empty"') == 1
    merge = Merge.objects.get()
    amina.post(f"{HERE}merges/{merge.pk}/undo/")
    assert Organisation.objects.get(pk=found.second_id).name == "TIFAWIN"
    assert amina.get(f"/fr/organisations/{found.first_id}/").status_code == 200


def test_a_refusal_is_said_on_the_page_of_the_pair(as_user):
    found = pair()
    CaseFactory(organisation=found.first)
    CaseFactory(organisation=found.second)
    page = text_of(as_user(somebody("amina")).post(f"{HERE}{found.pk}/merge/", {"stays": found.first_id}))
    assert "Fermez d’abord" in page


def test_the_second_of_two_people_is_told_that_it_was_decided(as_user):
    found, body = pair(), {"taken": ["name"]}
    as_user(somebody("amina")).post(f"{HERE}{found.pk}/merge/", body | {"stays": found.second_id})
    page = text_of(as_user(somebody("pilar")).post(f"{HERE}{found.pk}/merge/", body | {"stays": found.first_id}))
    assert "Ces deux-là ont déjà été fusionnées." in page
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"stays": "0"}, {"stays": "x", "taken": ["<script>"]}, {"taken": "é" * 3000}])
def test_a_wrong_choice_is_said_and_nothing_is_merged(as_user, body):
    found = pair()
    assert as_user(somebody("amina")).post(f"{HERE}{found.pk}/merge/", body).status_code == 200
    assert not Merge.objects.exists()


def test_the_card_says_that_there_may_be_another_to_who_may_merge(as_user, client):
    found = pair(is_public=True)
    address = f"/ar/organisations/{found.first_id}/"
    assert "TIFAWIN" not in text_of(client.get(address))
    assert "TIFAWIN" in text_of(as_user(somebody("amina")).get(address))


@pytest.mark.parametrize("query", ["?reason=words", "?proposal=same", "?territory=nador", "?q=tifa", "?decision=none"])
def test_filters_find_the_pair(as_user, query):
    pair()
    assert "TIFAWIN" in text_of(as_user(somebody("karim")).get(HERE + query))


@pytest.mark.parametrize("query", ["?reason=number", "?proposal=ask", "?q=rien", "?decision=merged", "?territory=x"])
def test_nothing_found_says_what_to_do(as_user, query):
    pair()
    page = text_of(as_user(somebody("karim")).get(HERE + query))
    assert ("TIFAWIN" in page) == ("territory" in query)  # a territory that is none is left out


@pytest.mark.parametrize("address", [HERE, f"{HERE}merges/"])
def test_thirty_cost_the_same_as_three(as_user, address, django_assert_max_num_queries):
    amina = as_user(somebody("amina"))

    def more(many):
        for number in range(many):
            facts = {"latitude": 30 + Organisation.objects.count() * 0.05, "longitude": ZAIO["longitude"]}
            first, second = (OrganisationFactory(name=f"Atelier {number} {word}", **facts) for word in ("a", "a"))
            Merge.objects.create(stays=first, goes=second, merged_by=somebody("amina"))
        find_duplicates(actor=User.objects.robot())

    more(3)
    amina.get(address)
    with django_assert_max_num_queries(12) as few:
        amina.get(address)
    more(12)
    with django_assert_max_num_queries(12) as many:
        assert text_of(amina.get(address)).count('<li class="item') >= 15
    assert len(few) == len(many)


def test_the_list_is_taken_away(as_user):
    pair()
    answer = as_user(somebody("karim")).get(f"{HERE}?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Coopérative Tifawin,TIFAWIN" in text
    assert Candidate.objects.count() == 1


def test_who_follows_one_side_reads_of_the_other_what_its_public_card_shows(as_user):
    near = {"latitude": 34.94, "longitude": -2.73}
    ours = OrganisationFactory(name="Amal", name_ar="", phone="+212536606060", **near)
    facts = {"phone": "+212536606060", "email": "sonia@example.org", "women_members": 4321, "address": "12, rue cachée"}
    other = OrganisationFactory(
        name="Amal", name_ar="", code="BER", is_public=True, shown=[], place=None, **facts, **near
    )
    CaseFactory(organisation=other)
    find_duplicates(actor=User.objects.robot())
    found = Candidate.objects.get()
    whole, page = (text_of(as_user(somebody(name)).get(f"{HERE}{found.pk}/")) for name in ("pilar", "amina"))
    for hidden in ("sonia@example.org", "4321", "12, rue cachée", "à 0 m", ": 1<"):
        assert hidden in whole and hidden not in page, hidden
    assert page.count("34.94") == 1, "ours"
    amina = as_user(somebody("amina"))
    csv = b"".join(amina.get(f"{HERE}?format=csv").streaming_content).decode()
    assert csv.splitlines()[1].split(",")[-2] == ""
    assert f"{found.pk}/" in text_of(amina.get(HERE)) and "à 0 m" not in text_of(amina.get(HERE))
    Organisation.objects.filter(pk=other.pk).update(is_public=False)
    assert amina.get(f"{HERE}{found.pk}/").status_code == 404
    for name, is_told in (("amina", False), ("pilar", True)):
        browser = as_user(somebody(name))
        for address in (HERE, ours.get_absolute_url().replace("/en/", "/fr/")):
            assert (f"/duplicates/{found.pk}/" in text_of(browser.get(address))) == is_told
