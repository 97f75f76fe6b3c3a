import datetime as dt
import json
import re

import pytest

from taghyir.cards.actions import set_hours, write_words
from taghyir.cards.models import Opening, Photo
from taghyir.cards.tests.factories import photo_file, photo_of, tie
from taghyir.core.models import Entry
from taghyir.directory.actions import name_keeper
from taghyir.directory.models import Organisation, Shown
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
    assert "لغة هذا النص: الفرنسية" in page
    assert "Langue de ce texte" not in client.get(f"/fr/organisations/{card.pk}/").content.decode()


def test_words_in_tamazight_say_that_they_are_and_the_other_languages_are_one_press_away(card, client):
    words = {"zgh": "ⵏⴽⴽⵏⵉ", "es": "Somos doce"}
    write_words(actor=somebody("karim"), organisation=card, words=words)
    page = client.get(f"/fr/organisations/{card.pk}/").content.decode()
    assert "Langue de ce texte\u00a0: Tamazight" in page
    assert '<div class="prose" lang="zgh" dir="auto"><p>ⵏⴽⴽⵏⵉ</p></div>' in page
    assert '<summary class="small">Espagnol</summary><div class="prose" lang="es" dir="auto"><p>Somos doce</p>' in page


def test_what_it_does_is_never_silently_in_another_language(card, client):
    card.activity_fr, card.activity_ar = "Amandes", ""
    card.save()
    page = client.get(f"/ar/organisations/{card.pk}/").content.decode()
    assert '<bdi lang="fr">Amandes</bdi>' in page
    assert "لم يُقل هذا بلغتكم بعد" in page
    assert node_of(page)["description"] == {"@language": "fr", "@value": "Amandes"}
    assert 'og:description" content="Amandes (بالفرنسية)"' in page
    assert '<meta name="description" content="Amandes (بالفرنسية)">' in page
    assert "Pas encore dit" not in client.get(f"/fr/organisations/{card.pk}/").content.decode()


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
    client.force_login(somebody("karim"))
    seen_by_staff = client.get(address).content.decode()
    assert "05 20 12 34 56" in seen_by_staff.replace("\u00a0", " "), "staff read on the page what the card hides"
    assert node_of(seen_by_staff) == node


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"freshness": "hidden"}, {"closed_on": dt.date(2026, 1, 1)}])
def test_machines_read_nothing_of_a_card_that_only_staff_see(card, karim, client, hidden):
    Organisation.objects.filter(pk=card.pk).update(**hidden)
    address = f"/fr/organisations/{card.pk}/"
    page = karim.get(address).content.decode()
    assert "ld+json" not in page
    assert "og:title" not in page
    assert "qr.svg" not in page, "a code that leads nowhere is not printed"
    client.logout()
    assert client.get(address).status_code == 404


def test_hours_past_midnight_are_written_shown_and_read_by_machines(card, karim, client):
    address = f"/fr/cards/{card.pk}/hours/"
    assert karim.post(address, {"opens_4_1": "20:00", "closes_4_1": "02:00"}).status_code == 302
    assert 'value="20:00"' in karim.get(address).content.decode()
    client.logout()
    page = client.get(f"/fr/organisations/{card.pk}/").content.decode()
    assert '<bdi dir="ltr">20:00–02:00</bdi>' in page
    assert "(nuit)" in page
    opening = {"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/Friday"}
    assert node_of(page)["openingHoursSpecification"] == [opening | {"opens": "20:00", "closes": "02:00"}]


def test_saving_the_same_words_and_hours_again_says_so_kindly(card, karim):
    for address, body in (
        (f"/fr/cards/{card.pk}/words/", {"fr": "Nous"}),
        (f"/fr/cards/{card.pk}/hours/", {"opens_0_1": "09:00", "closes_0_1": "12:00"}),
    ):
        assert "le dit maintenant" in karim.post(address, body, follow=True).content.decode()
        lines = Entry.objects.count()
        assert "Rien n’est changé" in karim.post(address, body, follow=True).content.decode()
        assert Entry.objects.count() == lines


def test_who_keeps_the_card_prints_its_qr_code(card, karim, client):
    page = karim.get(f"/ar/organisations/{card.pk}/").content.decode()
    assert f'src="/ar/cards/{card.pk}/qr.svg"' in page
    assert f'href="/ar/cards/{card.pk}/card.pdf"' in page
    drawn = karim.get(f"/ar/cards/{card.pk}/qr.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert b"<svg" in drawn.content
    assert b'fill="white"' in drawn.content, "it is scanned also from a dark page"
    client.logout()
    assert "qr.svg" not in client.get(f"/ar/organisations/{card.pk}/").content.decode()


def test_photos_are_put_in_order_without_a_script_and_the_first_goes_with_the_address(card, karim):
    one, two = (photo_of(card, file=photo_file((240, 240)), seen_fr=name) for name in ("Un", "Deux"))
    address = f"/fr/cards/{card.pk}/photos/"
    page = karim.get(address).content.decode()
    assert page.count('value="earlier"') == page.count('value="later"') == 1
    moved = karim.post(f"/fr/cards/photos/{two.pk}/move/", {"to": "earlier"}, follow=True).content.decode()
    assert moved.index("Deux") < moved.index("Un</bdi>")
    shared = karim.get(f"/fr/organisations/{card.pk}/").content.decode()
    assert re.search(rf'property="og:image" content="[^"]*/fr/cards/photos/{two.pk}/large.jpg"', shared)
    again = karim.post(f"/fr/cards/photos/{two.pk}/move/", {"to": "earlier"}, follow=True).content.decode()
    assert "au bout de la rangée" in again


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
    fatma, stranger = somebody("fatma").person, somebody("noor").person
    no_member = karim.post(address, sent | {"people": [stranger.pk], "file": photo_file((640, 480))})
    assert "people" in no_member.context["form"].errors
    assert karim.post(address, sent | {"people": [fatma.pk], "file": photo_file((640, 480))}).status_code == 302
    photo = Photo.objects.get()
    assert photo.people.get() == fatma
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
    assert "Les deux côtés" in hedi.post(accept[0], follow=True).content.decode(), (
        "a second press is told so, and changes nothing"
    )
    assert Entry.objects.filter(verb="relation.accepted").count() == 1
    assert "Est fournie par" in karim.get(f"/fr/organisations/{card.pk}/").content.decode()


@pytest.mark.parametrize(
    "who, most",
    [
        (None, 8),  # card, labels; words, week, reach, photos, relations; values
        ("noor", 16),  # who she is, her roles, her news; what she is to it; interviews she may read or hold
        ("fatma", 19),  # its members by name, its numbers, what its legal form asks
        ("karim", 19),
        ("amina", 19),  # twins
    ],
)
def test_the_card_costs_few_statements_whatever_it_says(card, client, who, most, django_assert_max_num_queries):
    karim = somebody("karim")
    write_words(actor=karim, organisation=card, words={"fr": "Nous", "ar": "نحن"})
    set_hours(actor=karim, organisation=card, hours={0: [(dt.time(9), dt.time(12))]}, whatsapp="0661223344")
    for number in range(3):
        photo_of(card, file=photo_file((240, 240)))
        tie(card, OrganisationFactory(name=f"Autre {number}", is_public=True))
    if who:
        client.force_login(somebody(who))
    name_keeper(actor=somebody("amina"), organisation=card, person=somebody("fatma").person)
    client.get(f"/fr/organisations/{card.pk}/")
    with django_assert_max_num_queries(most):
        client.get(f"/fr/organisations/{card.pk}/")
