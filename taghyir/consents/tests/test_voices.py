"""The words people agree to, said aloud by a voice they know."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.consents.actions import record_consent_voice, remove_consent_voice, write_consent_text
from taghyir.consents.models import ConsentText, ConsentVoice
from taghyir.consents.queries import consent_text
from taghyir.consents.tests.factories import Sound, proved
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile, private_storage
from taghyir.people.models import Role
from taghyir.people.tests.factories import PersonFactory, RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    call_command("load_consent_texts", verbosity=0)
    return consent_text("photo", "ar")


def said(text, spoken="tarifit", who="amina", sound=None):
    return record_consent_voice(actor=somebody(who), text=text, spoken=spoken, sound=sound or Sound())


def test_one_voice_for_each_language_people_speak_and_another_takes_its_place(
    words, django_capture_on_commit_callbacks
):
    said(words, "darija")
    first = said(words)
    with django_capture_on_commit_callbacks(execute=True):
        again = said(words, who="pilar")
    assert again.pk == first.pk and again.recorded_by == somebody("pilar")
    assert [voice.spoken for voice in words.voices.all()] == ["darija", "tarifit"]
    assert StoredFile.objects.filter(name="voice.wav").count() == 2, "what was said before is let go"
    assert not private_storage().exists(first.sound.content.name)
    assert Entry.objects.filter(verb="consent_voice.recorded").count() == 3


def test_the_focal_point_says_them_and_an_adviser_does_not(words):
    with pytest.raises(NotAllowed):
        said(words, who="karim")
    RoleFactory(user=somebody("karim"), kind=Role.Kind.FOCAL_POINT, territory=TerritoryFactory(code="NAD"))
    karim = type(somebody("karim")).objects.get(pk=somebody("karim").pk)
    assert record_consent_voice(actor=karim, text=words, spoken="darija", sound=Sound()).recorded_by == karim


def test_what_is_no_sound_and_what_words_took_the_place_of_is_refused(words):
    for sound in (Sound("said.exe"), Sound("said.html")):
        with pytest.raises(Refused) as refusal:
            said(words, sound=sound)
        assert (refusal.value.field, refusal.value.code) == ("sound", "kind")
    write_consent_text(
        actor=somebody("pilar"), purpose="photo", texts=dict.fromkeys(("fr", "ar", "es", "en"), "نصوركم")
    )
    with pytest.raises(Refused) as refusal:
        said(words)
    assert refusal.value.code == "text"
    assert not ConsentVoice.objects.exists()


def test_it_is_heard_beside_the_words_before_and_after_one_agrees(words, as_user):
    voice = said(words)
    heard = f'<audio controls preload="none" src="/ar/consents/voices/{voice.pk}/" aria-label="تاريفيت"'
    nador = TerritoryFactory(code="NAD")
    karim = as_user(somebody("karim"))
    asked = karim.get(f"/ar/consents/of/{PersonFactory(territory=nador).pk}/ask/?purpose=photo").content.decode()
    assert heard in asked and "تاريفيت" in asked
    assert heard in karim.get("/ar/consents/words/").content.decode()
    mine = proved(somebody("fatma").person, language="ar")
    assert heard in as_user(somebody("fatma")).get(f"/ar/consents/{mine.pk}/").content.decode()
    sound = as_user(somebody("fatma")).get(f"/ar/consents/voices/{voice.pk}/")
    assert b"".join(sound.streaming_content).startswith(b"RIFF")


def test_the_words_cost_the_same_whatever_is_said_aloud(words, as_user):
    pilar = as_user(somebody("pilar"))
    said(words)
    few = statements(pilar)
    for text in ConsentText.objects.all()[:6]:
        said(text, "darija")
    assert statements(pilar) == few


def statements(client):
    client.get("/fr/consents/words/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/fr/consents/words/")
    return len(asked)


def test_it_is_recorded_on_its_page_with_a_mistake_in_each_field_and_removed(words, as_user):
    amina = as_user(somebody("amina"))
    page = f"/fr/consents/words/{words.pk}/say/"
    wrong = amina.post(page, {"spoken": "klingon"}).context["sent"].errors
    assert set(wrong) == {"spoken", "sound"} and wrong["sound"] == ["Enregistrez les mots, ou choisissez un son."]
    assert amina.post(page, {"spoken": "tarifit", "sound": Sound()}).status_code == 302
    voice = ConsentVoice.objects.get()
    assert f"/fr/consents/voices/{voice.pk}/remove/" in amina.get(page).content.decode()
    assert amina.post(f"/fr/consents/voices/{voice.pk}/remove/").status_code == 302
    assert not ConsentVoice.objects.exists() and not StoredFile.objects.filter(name="voice.wav").exists()
    said(words)
    assert remove_consent_voice(actor=somebody("amina"), voice=ConsentVoice.objects.get()) == words
