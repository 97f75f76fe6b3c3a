import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people import queries
from taghyir.people.actions import load_consent_texts, record_consent, withdraw_consent
from taghyir.people.models import Consent, ConsentText, User
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
PURPOSES = set(ConsentText.Purpose.values)


@pytest.fixture
def photo(capsys):
    """What it takes to record that Fatma may be photographed."""
    call_command("load_consent_texts")
    return {
        "actor": somebody("karim"),
        "person": somebody("fatma").person,
        "purpose": "photo",
        "language": "ar",
        "explained_in": "tarifit",
        "manner": "spoken",
        "witness": "Habiba Bennani",
    }


def test_there_are_words_for_each_purpose_in_four_languages(photo):
    texts = {(t.purpose, t.language): t.text for t in ConsentText.objects.all()}
    assert texts.keys() == {(purpose, language) for purpose in PURPOSES for language in ("fr", "ar", "es", "en")}
    assert len(set(texts.values())) == 28
    for language in ("fr", "ar"):
        assert {t.purpose for t in queries.present_consent_texts(language)} == PURPOSES


def test_words_already_there_are_never_changed(photo):
    ConsentText.objects.filter(purpose="photo", language="fr").update(text="Autre texte.")
    load_consent_texts(actor=User.objects.robot())
    assert queries.consent_text("photo", "fr").text == "Autre texte."
    assert ConsentText.objects.count() == 28
    with pytest.raises(NotAllowed):
        load_consent_texts(actor=somebody("amina"))


def test_a_consent_keeps_its_words_their_version_and_how_it_was_given(photo):
    ConsentText.objects.create(purpose="photo", language="ar", version=2, text="نص جديد")
    consent = record_consent(**photo)
    assert (consent.text.version, consent.text.language) == (2, "ar")
    assert (consent.explained_in, consent.manner, consent.witness) == ("tarifit", "spoken", "Habiba Bennani")
    assert consent.collected_by == photo["actor"]
    assert queries.has_agreed(photo["person"], "photo")
    assert not queries.has_agreed(photo["person"], "video")


def test_what_was_agreed_is_taken_back_in_one_act(photo):
    fatma, consent = somebody("fatma"), record_consent(**photo)
    withdraw_consent(actor=fatma, consent=consent, reason="Je ne veux plus.")
    assert not queries.has_agreed(fatma.person, "photo")
    details = Entry.objects.get(verb="consent.withdrawn").details
    assert details == {"person": fatma.person.pk, "purpose": "photo"}
    with pytest.raises(Refused):
        withdraw_consent(actor=fatma, consent=consent)
    record_consent(**photo)
    assert Consent.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"witness": ""},
        {"given_on": dt.date(2099, 1, 1)},
        {"language": "xx"},
        {"purpose": "unknown"},
        {"manner": "winked"},
    ],
    ids=["no witness", "a day to come", "no such language", "no such purpose", "no such manner"],
)
def test_a_consent_that_would_prove_nothing_is_refused(photo, change):
    with pytest.raises(Refused):
        record_consent(**photo | change)
    assert not Consent.objects.exists()


def test_the_same_thing_is_not_agreed_to_twice_at_once(photo):
    record_consent(**photo)
    with pytest.raises(Refused):
        record_consent(**photo)


def test_a_child_does_not_agree_alone(photo):
    child = PersonFactory(age_band="0-17", territory=TerritoryFactory())
    with pytest.raises(Refused):
        record_consent(**photo | {"person": child})


def test_in_tunisia_agreement_is_written(photo):
    of_kef = photo | {"actor": somebody("hedi"), "person": PersonFactory(territory=TerritoryFactory(code="KEF"))}
    with pytest.raises(Refused):
        record_consent(**of_kef)
    assert record_consent(**of_kef | {"manner": "written", "witness": ""}).given_on == timezone.localdate()


def test_consents_are_collected_where_one_works_and_never_by_oneself(photo):
    for name in ("hedi", "ines", "salma", "fatma"):
        with pytest.raises(NotAllowed):
            record_consent(**photo | {"actor": somebody(name)})
    with pytest.raises(NotAllowed):
        record_consent(**photo | {"person": photo["actor"].person})
    consent = record_consent(**photo)
    for name in ("hedi", "ines", "noor"):
        with pytest.raises(NotAllowed):
            withdraw_consent(actor=somebody(name), consent=consent)
