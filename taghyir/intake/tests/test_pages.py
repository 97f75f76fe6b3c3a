"""The pages of the intake, as people find them."""

import pytest
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from taghyir.accompaniment.models import Demand
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.desk.tests.factories import HelpRequestFactory
from taghyir.directory.tests.factories import tifawin
from taghyir.intake.actions import renew_referral, withdraw_referral
from taghyir.intake.models import Question, Referral
from taghyir.intake.queries import token_of
from taghyir.intake.tests.factories import agreed, another_demand, demand_of_tifawin, screened, sent_referral, waiting
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(monkeypatch):
    """What a body sends, from a form that was opened a while ago."""
    monkeypatch.setattr("taghyir.design.visitors.SOONEST", -1)
    began = signing.dumps("began", salt="visitor")
    return {"accepts": "yes", "answer": "Lundi à neuf heures", "answered_by": "Rachid, ODCO", "began": began}


def at(referral, language="fr"):
    return f"/{language}/intake/answer/{token_of(referral)}/"


def test_a_body_reads_the_minimum_and_accepts_without_an_account(client, answer):
    sent = sent_referral(asked="Trouver un nom qui soit libre")
    page = client.get(at(sent)).content.decode()
    assert "Trouver un nom qui soit libre" in page and "Nador" in page
    assert "Fatma" not in page and "Tifawin" not in page
    assert client.post(at(sent), answer).status_code == 302
    page = client.get(at(sent)).content.decode()
    assert "Lundi à neuf heures" in page and "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert client.post(at(sent), answer | {"accepts": "no"}).status_code == 200, "answered once"
    assert Referral.objects.get().state == "accepted"
    assert Entry.objects.filter(verb="referral.answered").count() == 1


def test_a_name_and_a_phone_are_read_when_the_person_agreed(client):
    demand = demand_of_tifawin()
    demand.contact.phone = "+212661223344"
    demand.contact.save()
    agreed(demand.contact)
    page = client.get(at(sent_referral(demand, gives_contact=True))).content.decode()
    assert "Fatma" in page and "tel:+212661223344" in page and "Tifawin" in page


def test_opening_the_link_answers_nothing_and_a_machine_is_told_to_send_it_again(client, answer):
    sent = sent_referral()
    for _time in range(3):
        assert client.get(at(sent, "ar")).status_code == 200
    for wrong in ({"homepage": "http://x"}, {"began": ""}, {"accepts": ""}, {"answered_by": ""}):
        assert client.post(at(sent), answer | wrong).status_code == 200
    page = client.post(at(sent), answer | {"accepts": "no", "answer": " "}).content.decode()
    assert 'id="id_answer_error"' in page
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_link_that_does_not_hold_says_so(client, answer):
    sent = sent_referral()
    old = at(sent)
    renewed = renew_referral(actor=somebody("karim"), referral=sent)
    assert client.get(old).status_code == 410 and client.post(old, answer).status_code == 410
    assert client.get(at(renewed)).status_code == 200
    withdraw_referral(actor=somebody("karim"), referral=renewed, answer="Fermé")
    page = client.get(at(renewed))
    assert page.status_code == 410 and "trop ancien" in page.content.decode()
    wrong = client.get(at(renewed)[:-2] + "x/")
    assert wrong.status_code == 404 and "ne connaissons pas" in wrong.content.decode()


def test_addresses_are_not_found_by_trying_and_answers_do_not_rain(client, answer):
    sent = sent_referral()
    client.cookies["csrftoken"] = "b" * 32
    for number in range(30):
        assert client.get(f"/fr/intake/answer/{number}.1:aaaa/").status_code == 404
    assert client.get(at(sent)).status_code == 404
    assert client.get(at(sent), REMOTE_ADDR="198.51.100.7").status_code == 200
    cache.clear()
    for _time in range(20):
        client.post(at(sent), answer | {"accepts": "no", "answer": " "})
    assert "Trop de réponses" in client.post(at(sent), answer).content.decode()


def test_karim_sends_it_from_the_page_of_the_demand_and_reads_the_link(as_user):
    demand, karim = demand_of_tifawin(), as_user(somebody("karim"))
    assert f"/fr/intake/demands/{demand.pk}/refer/" in karim.get(demand.get_absolute_url()).content.decode()
    address = f"/fr/intake/demands/{demand.pk}/refer/"
    wrong = {"body_name": "ODCO", "reason": "Pour le nom", "asked": "Un nom", "gives_contact": "on"}
    assert 'id="id_gives_contact_error"' in karim.post(address, wrong).content.decode()
    del wrong["gives_contact"]
    answer = karim.post(address, wrong)
    sent = Referral.objects.get()
    page = karim.get(answer["Location"]).content.decode()
    assert token_of(sent) in page and "wa.me" in page
    assert token_of(sent) not in as_user(somebody("ines")).get(sent.get_absolute_url()).content.decode()
    karim = as_user(somebody("karim"))
    assert karim.post(f"/fr/intake/referrals/{sent.pk}/withdraw/", {"answer": ""}).status_code == 200
    assert karim.post(f"/fr/intake/referrals/{sent.pk}/withdraw/", {"answer": "Fermé"}).status_code == 302
    assert karim.post(f"/fr/intake/referrals/{sent.pk}/renew/", follow=True).status_code == 200
    page = as_user(somebody("fatma")).get(demand.get_absolute_url()).content.decode()
    assert "ODCO" in page and "Fermé" in page and "/intake/referrals/" not in page


def test_the_five_questions_are_asked_on_a_page_that_reads_them_aloud(as_user):
    demand, karim = demand_of_tifawin(), as_user(somebody("karim"))
    address = f"/fr/intake/demands/{demand.pk}/questions/"
    page = karim.get(address).content.decode()
    assert page.count("<read-aloud") == 5
    replies = {f"reply_{one}": "not_yet" for one in Question}
    page = karim.post(address, replies | {"reply_surplus": ""}).content.decode()
    assert 'id="id_reply_surplus_error"' in page and not demand.screenings.exists()
    sent = replies | {"remark_surplus": "<b>On partage</b>", "asked_on": "2026-01-05"}
    assert karim.post(address, sent).status_code == 302
    page = karim.get(demand.get_absolute_url()).content.decode()
    assert "&lt;b&gt;On partage" in page and page.count("Pas encore") == 5
    assert (
        'value="not_yet" checked' in karim.get(address).content.decode()
        or "checked" in karim.get(address).content.decode()
    )


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
def test_each_page_opens_in_each_language(as_user, language):
    demand = demand_of_tifawin()
    screened(demand)
    sent = sent_referral(another_demand("Groupe"))
    one = waiting("Attend")
    asked = HelpRequestFactory(organisation_name="Tifawin")
    amina = as_user(somebody("amina"))
    for address in (
        f"demands/{demand.pk}/questions/",
        f"demands/{demand.pk}/notice/",
        f"demands/{demand.pk}/tell/",
        f"demands/{demand.pk}/slip/",
        f"demands/{demand.pk}/refer/",
        f"demands/{one.pk}/move/",
        f"referrals/{sent.pk}/",
        f"answer/{token_of(sent)}/",
        f"requests/{asked.pk}/demand/",
        "referrals/",
        "waiting/",
        "delays/",
    ):
        assert amina.get(f"/{language}/intake/{address}").status_code == 200, address


def test_a_request_becomes_a_demand_in_one_press(as_user):
    tifawin()
    asked, karim = HelpRequestFactory(organisation_name="tifawine"), as_user(somebody("karim"))
    address = f"/fr/intake/requests/{asked.pk}/demand/"
    assert address in karim.get(asked.get_absolute_url()).content.decode()
    page = karim.get(address).content.decode()
    assert "Tifawin" in page
    answer = karim.post(address, {"organisation": tifawin().pk})
    assert answer["Location"] == Demand.objects.get().get_absolute_url()
    page = karim.get(asked.get_absolute_url()).content.decode()
    assert address not in page and Demand.objects.get().get_absolute_url() in page
    assert "déjà une demande" in karim.post(address, {"organisation": tifawin().pk}).content.decode()
    assert karim.post(address, {"organisation": 999_999}).status_code == 404


def test_the_lists_cost_the_same_are_searched_and_taken_away(as_user, django_assert_num_queries):
    karim = as_user(somebody("karim"))
    for number in range(3):
        sent_referral(another_demand(f"Envoyée {number}"))
        waiting(f"Attend {number}", words="=HYPERLINK(1)")
    costs = {"referrals": 7, "waiting": 7, "delays": 9}
    for name in costs:
        karim.get(f"/fr/intake/{name}/")
    for number in range(3, 30):
        sent_referral(another_demand(f"Envoyée {number}"))
        waiting(f"Attend {number}")
    run_reactions()
    for name, cost in costs.items():
        with django_assert_num_queries(cost):
            karim.get(f"/fr/intake/{name}/")
    found = karim.get("/fr/intake/referrals/?q=envoyee+17").content.decode()
    assert "Envoyée 17" in found and "Envoyée 8" not in found
    assert "Envoyée" not in karim.get("/fr/intake/referrals/?state=late").content.decode()
    assert "Attend 7" in karim.get("/fr/intake/waiting/?q=attend+7").content.decode()
    csv = b"".join(karim.get("/fr/intake/waiting/?format=csv").streaming_content).decode()
    assert "'=HYPERLINK" in csv


def test_who_is_turned_away_from_a_demand_leaves_a_line_on_it(as_user):
    waits, sent = waiting("Zaïo"), sent_referral()
    doors = [("move_demand", waits.pk, waits), ("ask_questions", waits.pk, waits), ("referral", sent.pk, sent.demand)]
    hedi = as_user(somebody("hedi"))
    for name, key, _demand in doors:
        assert hedi.get(reverse(f"intake:{name}", args=[key])).status_code == 404
    lines = Entry.objects.filter(verb="demand.refused_access").order_by("pk")
    assert [line.subject for line in lines] == [demand for _name, _key, demand in doors]
    waits.state = "received"
    waits.save()
    gone = as_user(somebody("amina")).get(reverse("intake:move_demand", args=[waits.pk]))
    assert gone.status_code == 404 and lines.count() == 3  # it waits no more: nobody was turned away
