import re

import pytest
from django.core import signing
from django.core.cache import cache

from taghyir.core.models import Entry
from taghyir.desk.actions import answer_request, make_need_of_request
from taghyir.desk.models import HelpRequest
from taghyir.desk.policies import visible_requests
from taghyir.desk.tests.factories import HelpRequestFactory, zaio
from taghyir.needs.actions import answer_need
from taghyir.needs.models import Need
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def began(monkeypatch):
    """A form that was opened a while ago."""
    monkeypatch.setattr("taghyir.design.visitors.SOONEST", -1)
    return signing.dumps("began", salt="visitor")


@pytest.fixture
def sent(began):
    """What somebody of Zaïo sends."""
    return {"words": "أريد أن أبيع اللوز", "place": zaio().pk, "agrees": "on", "began": began}


def test_somebody_asks_in_arabic_without_an_account_and_reads_the_answer(client, sent):
    page = client.get("/ar/desk/").content.decode()
    assert page.index("<ul") < page.index("<textarea"), "what happens with one's words is said before the first field"
    answer = client.post("/ar/desk/", sent)
    assert answer.status_code == 302
    asked = HelpRequest.objects.get()
    assert (asked.language, asked.territory.code) == ("ar", "NAD")
    assert asked.shown_code in client.get(answer["Location"]).content.decode()
    answer_request(actor=somebody("karim"), request=asked, words="مرحبا بك يوم الاثنين")
    found = client.post("/ar/desk/code/", {"code": asked.code.lower()}, follow=True).content.decode()
    assert "مرحبا بك يوم الاثنين" in found
    assert client.post(f"/ar/desk/code/{asked.code}/", {"words": "شكرا"}).status_code == 302
    assert asked.messages.count() == 2


def test_what_becomes_of_ones_words_is_read_aloud_before_anything_is_written(client):
    HelpRequestFactory()
    page = client.get("/ar/desk/").content.decode()
    assert 'id="notice"' in page and '<read-aloud lang="ar" from="notice">' in page
    assert visible_requests(somebody("ines")).count() == HelpRequest.objects.count() == 1
    assert "ومن يراقب البرنامج" in page, "an auditor reads it too: the notice says so"


def test_each_mistake_is_said_beside_its_field_and_nothing_is_kept(client, sent):
    for name, wrong in (("words", ""), ("place", "999999"), ("phone", "12"), ("agrees", ""), ("words", "x" * 2_001)):
        page = client.post("/fr/desk/", sent | {name: wrong}).content.decode()
        assert f'id="id_{name}_error"' in page or 'class="error' in page or "errors" in page, name
    assert not HelpRequest.objects.exists()


def test_what_was_left_empty_says_what_to_write_choose_or_tick(client, sent):
    said = client.post("/fr/desk/", sent | dict.fromkeys(("words", "place", "agrees"), "")).context["form"].errors
    assert said == {
        "words": ["Dites-le en quelques mots."],
        "place": ["Choisissez où vous êtes\u00a0; «\u00a0Ailleurs\u00a0» est aussi une réponse."],
        "agrees": ["Lisez ou écoutez comment vos paroles sont gardées, puis cochez que vous êtes d’accord."],
    }


def test_a_machine_is_told_to_send_it_once_more(client, sent):
    for wrong in ({"homepage": "http://x"}, {"began": "made up"}, {"began": ""}):
        assert client.post("/fr/desk/", sent | wrong).status_code == 200
    assert not HelpRequest.objects.exists()


def test_codes_are_not_found_by_trying(client):
    asked = HelpRequestFactory()
    client.cookies["csrftoken"] = "b" * 32
    for number in range(30):
        assert client.get(f"/fr/desk/code/AAAA-{number + 2222}/").status_code == 404
    assert client.get(f"/fr/desk/code/{asked.shown_code}/").status_code == 404
    assert client.get(f"/fr/desk/code/{asked.shown_code}/", REMOTE_ADDR="198.51.100.7").status_code == 200
    cache.clear()
    assert client.get(f"/fr/desk/code/{asked.shown_code}/").status_code == 200


def test_a_code_is_kept_in_a_message_that_says_nothing_else_and_a_wrong_one_is_written_once_more(client):
    asked = HelpRequestFactory()
    page = client.get(f"/fr/desk/code/{asked.shown_code}/").content.decode()
    assert "https://wa.me/?text=Mon%20code" in page and "sms:?body=Mon%20code" in page
    wrong = client.get("/fr/desk/code/ZZZZ-2222/")
    page = wrong.content.decode()
    assert wrong.status_code == 404 and "Aucune demande n’a ce code" in page and 'value="ZZZZ-2222"' in page
    assert 'action="/fr/desk/code/"' in page and 'href="/fr/help/"' in page


def test_who_answers_opens_it_under_their_name_and_writes_back_in_their_language(as_user):
    asked = HelpRequestFactory(language="ar")
    karim = as_user(somebody("karim"))
    page = karim.get(f"/fr/desk/requests/{asked.pk}/").content.decode()
    assert "https://wa.me/212661223344?text=%D8" in page, "in Arabic"
    assert "sms:+212661223344" in page
    assert Entry.objects.filter(verb="help.opened", actor=somebody("karim")).exists()
    address = f"/fr/desk/requests/{asked.pk}"
    assert karim.post(f"{address}/answer/", {"words": ""}).status_code == 200
    assert karim.post(f"{address}/answer/", {"words": "<script>alert(1)</script>"}).status_code == 302
    assert karim.post(f"{address}/need/", {"theme": "no such"}).status_code == 200
    assert karim.post(f"{address}/need/", {"theme": "market"}).status_code == 302
    assert "<script>alert" not in karim.get(f"{address}/").content.decode()
    assert karim.post(f"{address}/close/", {"outcome": "helped", "words": ""}).status_code == 200
    assert karim.post(f"{address}/close/", {"outcome": "helped", "words": "C’est fait."}).status_code == 302


def test_the_answer_to_the_need_is_acknowledged_by_who_asked(client, as_user):
    karim, asked = somebody("karim"), HelpRequestFactory()
    need = make_need_of_request(actor=karim, request=asked, theme="market")
    answer_need(actor=karim, need=need, answer=Need.Answer.values[0], answer_words="Une place au salon.")
    page = client.get(f"/fr/desk/code/{asked.code}/").content.decode()
    assert "/read/" in page
    client.post(f"/fr/desk/code/{asked.code}/read/")
    need.refresh_from_db()
    assert need.state == Need.State.TOLD
    again = client.post(f"/fr/desk/code/{asked.code}/read/")
    assert again.status_code == 200, "told once"


def test_the_list_costs_the_same_for_three_and_for_thirty(as_user, django_assert_num_queries):
    karim, place = as_user(somebody("karim")), zaio()
    HelpRequestFactory.create_batch(3, place=place)
    karim.get("/fr/desk/requests/")
    with django_assert_num_queries(7):  # session, account, roles, notices; territories; how many, the rows
        karim.get("/fr/desk/requests/")
    HelpRequestFactory.create_batch(27, place=place)
    with django_assert_num_queries(7):
        page = karim.get("/fr/desk/requests/").content.decode()
    assert len(re.findall("Nous voulons vendre", page)) == 20


def test_the_list_is_searched_and_taken_away_without_how_to_reach_people(as_user):
    asked = HelpRequestFactory(words="=HYPERLINK(1)", name="Malika")
    amina = as_user(somebody("amina"))
    for query, expected in (("q=malika", 1), ("q=nobody", 0), (f"q={asked.shown_code}", 1), ("state=closed", 0)):
        found = amina.get(f"/fr/desk/requests/?{query}").content.decode().count("HYPERLINK")
        assert found == expected, query
    csv = b"".join(amina.get("/fr/desk/requests/?format=csv").streaming_content).decode()
    assert "'=HYPERLINK" in csv
    assert "661223344" not in csv
    assert "Malika" not in csv
