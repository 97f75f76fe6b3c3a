import datetime as dt
import json
import re

import pytest

from taghyir.cards.actions import set_hours, write_words
from taghyir.cards.models import Opening, Photo
from taghyir.cards.tests.factories import photo_file, photo_of, tie
from taghyir.directory.models import Shown
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
HOSTILE = '</script><script>alert(1)</script>&"<b>'


@pytest.fixture
def card():
    return tifawin(is_public=True, phone="+212520123456", email="tifawin@example.org", address="Rue du Souk")


@pytest.fixture
def karim(as_user):
    return as_user(somebody("karim"))


def node_of(page: str) -> dict:
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(written)


def test_the_card_speaks_arabic_and_says_when_it_does_not(card, client):
    write_words(actor=somebody("karim"), organisation=card, words={"fr": "Nous sommes douze femmes"})
    page = client.get(f"/ar/organisations/{card.pk}/").content.decode()
    assert '<div class="prose" lang="fr" dir="auto"><p>Nous sommes douze femmes</p></div>' in page
    assert "لم تقل هذا بلغتك بعد" in page
    assert "لم تقل هذا بلغتك" not in client.get(f"/fr/organisations/{card.pk}/").content.decode()


def test_machines_read_what_the_card_shows_and_nothing_it_hides(card, client):
    karim = somebody("karim")
    write_words(actor=karim, organisation=card, words={"fr": HOSTILE})
    set_hours(actor=karim, organisation=card, hours={0: [(dt.time(9), dt.time(12))]})
    photo_of(card)
    address = f"/fr/organisations/{card.pk}/"
    page = client.get(address).content.decode()
    node = node_of(page)
    assert node["description"] == HOSTILE
    assert (node["telephone"], node["email"]) == ("+212520123456", "tifawin@example.org")
    assert node["openingHoursSpecification"][0]["opens"] == "09:00"
    assert node["image"][0].endswith("/large.jpg")
    for name in ("og:title", "og:image", "og:url", "og:locale"):
        assert f'property="{name}"' in page
    assert page.count("hreflang=") >= 4
    assert "alert(1)</script>" not in page
    card.shown = [Shown.PEOPLE]
    card.save()
    node = node_of(client.get(address).content.decode())
    assert not {"telephone", "email", "location"} & node.keys()
    assert "streetAddress" not in node["address"]
    card.is_public = False
    card.save()
    client.force_login(somebody("karim"))
    assert "ld+json" not in client.get(address).content.decode()


def test_hours_are_written_with_a_mistake_in_each_field_then_rightly(card, karim, client):
    address = f"/fr/cards/{card.pk}/hours/"
    wrong = {"opens_0_1": "09:00", "opens_1_1": "25:99", "opens_2_1": "12:00", "closes_2_1": "08:00", "whatsapp": "1"}
    page = karim.post(address, wrong).content.decode()
    assert "Écrivez les deux heures" in page
    assert page.count('class="error"') + page.count("_error") >= 2
    assert not Opening.objects.exists()
    overlapping = {"opens_0_1": "08:00", "closes_0_1": "12:00", "opens_0_2": "11:00", "closes_0_2": "13:00"}
    assert "se chevauchent" in karim.post(address, overlapping).content.decode()
    right = {"opens_0_1": "08:30", "closes_0_1": "12:00", "whatsapp": "0661223344", "note_fr": "Fermé au souk"}
    assert karim.post(address, right).status_code == 302
    assert 'value="08:30"' in karim.get(address).content.decode()
    page = client.get(f"/ar/organisations/{card.pk}/").content.decode()
    assert "08:30–12:00" in page
    assert "https://wa.me/212661223344" in page
    card.shown = []
    card.save()
    assert "wa.me" not in client.get(f"/ar/organisations/{card.pk}/").content.decode()


def test_a_photo_is_added_seen_and_taken_away(card, karim, client):
    address = f"/fr/cards/{card.pk}/photos/"
    sent = {"file": photo_file((640, 480)), "seen_fr": "Des <amandes>", "agreed": "on"}
    assert (
        "Demandez d’abord"
        in karim.post(address, sent | {"agreed": "", "file": photo_file((640, 480))}).content.decode()
    )
    assert karim.post(address, sent).status_code == 302
    photo = Photo.objects.get()
    page = client.get(f"/fr/organisations/{card.pk}/").content.decode()
    assert 'alt="Des &lt;amandes&gt;"' in page
    shown = client.get(f"/fr/cards/photos/{photo.pk}/small.jpg")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert karim.post(f"/fr/cards/photos/{photo.pk}/remove/").status_code == 302
    assert client.get(f"/fr/cards/photos/{photo.pk}/small.jpg").status_code == 404


def test_a_relation_is_found_proposed_and_agreed_to(card, karim, as_user):
    other = OrganisationFactory(name="SMSA Jebel Dyr", code="KEF", is_public=True)
    address = f"/fr/cards/{card.pk}/relations/"
    assert "Jebel" in karim.get(address, {"q": "jebel"}).content.decode()
    assert karim.post(f"{address}?q=jebel", {"other": other.pk, "kind": "nothing"}).status_code == 200
    assert karim.post(f"{address}?q=jebel", {"other": other.pk, "kind": "supplies-reversed"}).status_code == 302
    hedi = as_user(somebody("hedi"))
    page = hedi.get(f"/fr/organisations/{other.pk}/").content.decode()
    accept = re.search(r"/fr/cards/relations/(\d+)/accept/", page)
    assert accept
    assert hedi.post(accept[0]).status_code == 302
    assert "Est fournie par" in karim.get(f"/fr/organisations/{card.pk}/").content.decode()


def test_the_card_costs_few_statements_whatever_it_says(card, client, django_assert_max_num_queries):
    karim = somebody("karim")
    write_words(actor=karim, organisation=card, words={"fr": "Nous", "ar": "نحن"})
    for number in range(3):
        photo_of(card, file=photo_file((240, 240)))
        tie(card, OrganisationFactory(name=f"Autre {number}", is_public=True))
    client.get(f"/fr/organisations/{card.pk}/")
    with django_assert_max_num_queries(8):  # card, labels; words, week, reach, photos, relations; the law
        client.get(f"/fr/organisations/{card.pk}/")
