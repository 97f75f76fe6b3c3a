"""The pages of voices, in French and in Arabic, and what the page of a form shows of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taghyir.people.tests.factories import somebody
from taghyir.surveys.tests.factories import FormFactory, FormVersionFactory, PublishedFormFactory
from taghyir.voices.models import Voice
from taghyir.voices.tests.factories import VoiceFactory, sound

pytestmark = pytest.mark.django_db
PATHS = ("words", "theme", "tried", "photo", "children/age")


@pytest.fixture
def form():
    return PublishedFormFactory()


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_questions_are_listed_in_the_language_of_the_reader_with_their_voices(as_user, form):
    voice, stale = VoiceFactory(form=form), VoiceFactory(form=form, path="theme", words="Autre chose")
    page = text_of(as_user(somebody("pilar")).get(f"/fr/forms/{form.pk}/voices/"))
    assert "Dans vos mots" in page and "Enfants" not in page, "a repeat is not asked, its questions are"
    assert f'src="{voice.address}"' in page and f'src="{stale.address}"' in page
    assert "Dite à voix haute" in page and "À redire" in page and "Autre chose" in page
    assert "1 sur 5" in page and "0 sur 5" in page
    arabic = text_of(as_user(somebody("pilar")).get(f"/ar/forms/{form.pk}/voices/"))
    assert 'dir="rtl"' in arabic and "بكلماتكم" in arabic and "في انتظار صوت" in arabic
    assert "Dans vos mots" not in arabic
    other = text_of(as_user(somebody("pilar")).get(f"/ar/forms/{form.pk}/voices/?language=fr"))
    assert "Dans vos mots" in other
    assert as_user(somebody("pilar")).get(f"/ar/forms/{form.pk}/voices/?language=%00<x").status_code == 200


def test_a_form_without_version_asks_nothing_yet(as_user):
    page = as_user(somebody("pilar")).get(f"/fr/forms/{FormFactory().pk}/voices/")
    assert "aucune question" in text_of(page)


def test_a_sheet_that_names_no_language_is_said_too(as_user):
    form = FormFactory()
    xform = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>'
        '<model><instance><d id="t" version="1"><a/></d></instance><bind nodeset="/d/a" type="string"/></model></h:head>'
        '<h:body><input ref="/d/a"><label>Nom ?</label></input></h:body></h:html>'
    )
    form.current = FormVersionFactory(form=form, xform=xform)
    form.save()
    client = as_user(somebody("pilar"))
    page = text_of(client.get(f"/fr/forms/{form.pk}/voices/"))
    (address,) = re.findall(r'href="(/fr/forms/\d+/voices/say/[^"]+)"', page)
    assert client.post(address, {"sound": sound()}).status_code == 302
    assert Voice.objects.get().language == ""


def test_one_question_after_the_other_is_recorded(as_user, form):
    client, address = as_user(somebody("pilar")), f"/ar/forms/{form.pk}/voices/say/{{}}?language=ar"
    page = text_of(client.get(address.format("words")))
    assert "بكلماتكم" in page and "<record-voice" in page and 'type="file"' in page
    for path, after in zip(PATHS, PATHS[1:], strict=False):
        answer = client.post(address.format(path), {"sound": sound()})
        assert answer["Location"] == address.format(after)
    last = client.post(address.format(PATHS[-1]), {"sound": sound()}, follow=True)
    assert "كل الأسئلة مسموعة بهذه اللغة." in text_of(last)
    assert Voice.objects.count() == len(PATHS)


def test_an_address_without_language_is_in_that_of_the_reader_and_another_never_stands_in(as_user, form):
    client, address = as_user(somebody("pilar")), f"forms/{form.pk}/voices/say/words"
    assert "بكلماتكم" in text_of(client.get(f"/ar/{address}"))
    assert "Dans vos mots" in text_of(client.get(f"/es/{address}"))
    assert client.post(f"/fr/{address}?language=es", {"sound": sound()}).status_code == 404
    assert not Voice.objects.exists()


def test_what_is_no_sound_is_said_on_the_page_and_nothing_is_kept(as_user, form):
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/voices/say/words?language=fr"
    assert "Enregistrez la question, ou choisissez un son." in text_of(client.post(address))
    page = text_of(client.post(address, {"sound": sound("a.wav", b"<script>alert(1)</script>")}))
    assert "Envoyez un fichier" in page and "webm" in page
    assert "2 Mo" in text_of(client.post(address, {"sound": sound("a.wav", b"RIFF" + b"\0" * 2_000_001)}))
    assert not Voice.objects.exists()


def test_a_voice_is_removed_from_the_list(as_user):
    voice = VoiceFactory()
    page = as_user(somebody("pilar")).post(f"/fr/forms/voices/{voice.pk}/remove/", follow=True)
    assert "La voix est retirée." in text_of(page) and "Attend une voix" in text_of(page)


def test_a_sound_is_served_for_good_and_never_as_a_page(as_user):
    voice = VoiceFactory()
    answer = as_user(somebody("karim")).get(voice.address)
    assert answer["Content-Type"] == "audio/x-wav"
    assert "immutable" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    folder = voice.address.rpartition("/")[0]
    for name in (".wav", f"{voice.sound.sha256[:20]}.html", f"{voice.sound.sha256[:4]}.wav", "%00", "x"):
        assert as_user(somebody("karim")).get(f"{folder}/{name}").status_code == 404


def test_the_page_of_a_form_leads_there_and_the_form_knows_where_it_is_heard(as_user, form):
    voice, stale = VoiceFactory(form=form), VoiceFactory(form=form, path="theme", words="Autre chose")
    assert f"/fr/forms/{form.pk}/voices/" in text_of(as_user(somebody("pilar")).get(f"/fr/forms/{form.pk}/"))
    assert "/voices/" not in text_of(as_user(somebody("karim")).get(f"/fr/forms/{form.pk}/"))
    filled = text_of(as_user(somebody("karim")).get(f"/fr/forms/{form.pk}/fill/"))
    assert f'<a href="{voice.address}" data-path="words" data-language="fr" download></a>' in filled
    assert stale.address not in filled, "nobody hears words that are no longer asked"


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_costs_the_same_for_one_voice_and_for_all(as_user, form):
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/voices/"
    VoiceFactory(form=form)
    few = statements(client, address)
    for path in PATHS[1:]:
        VoiceFactory(form=form, path=path, words="x", recorded_by=somebody("pilar"))
        VoiceFactory(form=form, path=path, language="ar", words="x")
    assert statements(client, address) == few <= 14


def test_a_phone_keeps_the_voices_of_today_with_the_form(as_user, form):
    client = as_user(somebody("karim"))
    before = client.get(reverse("surveys:field_kit")).json()["forms"][0]
    voice, former = VoiceFactory(form=form), VoiceFactory(form=form, path="tried", words="Autrefois")
    kept = client.get(reverse("surveys:field_kit")).json()["forms"][0]
    assert voice.address in kept["files"]
    assert kept["stamp"] != before["stamp"]
    assert len([address for address in kept["files"] if "/voices/" in address]) == 1, former.address
