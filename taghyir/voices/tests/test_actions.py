"""A question is said aloud, said again, removed; what is no sound is refused with a sentence."""

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.people.models import Role
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import LISTENING, FormVersionFactory, PublishedFormFactory
from taghyir.voices.actions import record_voice, remove_voice
from taghyir.voices.models import Voice
from taghyir.voices.queries import current_voices, next_to_say, spoken_questions, tongues_of
from taghyir.voices.tests.factories import VoiceFactory, sound, wav

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return PublishedFormFactory(territory=TerritoryFactory())


def record(form, upload=None, who="amina", **asked):
    asked = {"path": "words", "language": "ar"} | asked
    return record_voice(actor=somebody(who), form=form, sound=upload or sound(), **asked)


def new_version(form, before, after):
    """Publish the form again, with other words."""
    xform = LISTENING.format(title=form.title, xform_id=form.xform_id, version="next").replace(before, after)
    form.current = FormVersionFactory(form=form, version="next", xform=xform)
    form.save()


def test_a_question_is_said_aloud_with_the_words_of_the_day(form):
    voice = record(form)
    assert (voice.words, voice.sound.name, voice.sound.content_type) == ("بكلماتكم", "voice.wav", "audio/x-wav")
    assert voice.sound.content.open().read() == wav()
    assert Entry.objects.filter(verb="voice.recorded", subject_id=voice.pk).exists()
    assert current_voices(form) == [voice]


def test_the_focal_point_of_the_territory_says_it_and_no_other(form, as_user):
    ours = RoleFactory(kind=Role.Kind.FOCAL_POINT, territory=form.territory).user
    theirs = RoleFactory(kind=Role.Kind.FOCAL_POINT, territory=TerritoryFactory(code="KEF")).user
    given = {"form": form, "path": "words", "language": "fr"}
    voice = record_voice(actor=ours, sound=sound(), **given)
    with pytest.raises(NotAllowed):
        record_voice(actor=theirs, sound=sound(), **given)
    with pytest.raises(NotAllowed):
        record_voice(actor=ours, sound=sound(), **given | {"form": PublishedFormFactory()})
    assert f"/fr/forms/{form.pk}/voices/" in as_user(ours).get(f"/fr/forms/{form.pk}/").content.decode()
    remove_voice(actor=ours, voice=voice)


def test_a_question_inside_a_repeat_is_said_too(form):
    assert record(form, path="children/age", language="fr").words == "Âge"


def test_saying_it_again_lets_go_of_the_first_sound(form, django_capture_on_commit_callbacks):
    first = record(form)
    before, folder, name = first.sound, first.sound.content.storage, first.sound.content.name
    with django_capture_on_commit_callbacks(execute=True):
        again = record(form, sound(content=wav(2)), who="pilar")
    assert (again.pk, again.recorded_by) == (first.pk, somebody("pilar"))
    assert again.address != first.address
    assert not StoredFile.objects.filter(pk=before.pk).exists()
    assert not folder.exists(name)


def test_a_voice_is_removed_with_its_sound(form, django_capture_on_commit_callbacks):
    voice = record(form)
    folder, name = voice.sound.content.storage, voice.sound.content.name
    assert folder.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_voice(actor=somebody("amina"), voice=voice) == form
    assert not Voice.objects.exists() and not StoredFile.objects.filter(pk=voice.sound_id).exists()
    assert not folder.exists(name)
    assert Entry.objects.get(verb="voice.removed").details == {"path": "words", "language": "ar"}


@pytest.mark.parametrize("who", ["karim", "hedi", "ines", "fatma", "noor"])
def test_who_may_not_publish_the_form_neither_records_nor_removes(form, who):
    voice = VoiceFactory(form=form)
    with pytest.raises(NotAllowed):
        record(form, who=who)
    with pytest.raises(NotAllowed):
        remove_voice(actor=somebody(who), voice=voice)
    assert list(Voice.objects.all()) == [voice]


PAGE = b"<!doctype html><script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
HOSTILE = {
    "double extension": sound("question.wav.exe"),
    "no sound at all": sound("question.wav", PAGE),
    "a page": sound("question.html", PAGE),
    "a picture under the name of a sound": sound("question.mp3", PNG),
    "a sound under the name of a picture": sound("question.png"),
    "no extension": sound("question"),
    "empty": sound("question.wav", b""),
    "too large": sound("question.wav", wav(251)),
}


@pytest.mark.parametrize("upload", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_small_sound_is_refused_in_words(form, upload):
    upload.seek(0)
    with pytest.raises(Refused) as refusal:
        record(form, upload)
    assert refusal.value.field == "sound" and str(refusal.value)
    assert not Voice.objects.exists()


def test_the_name_of_a_file_goes_nowhere(form):
    assert record(form, sound("../../تيفاوين<script>.wav")).sound.name == "voice.wav"


@pytest.mark.parametrize("asked", [{"path": "none"}, {"language": "es"}, {"path": "children"}, {"path": ""}])
def test_a_question_the_form_does_not_ask_is_refused(form, asked):
    with pytest.raises(Refused):
        record(form, **asked)


def test_a_new_version_keeps_the_voices_whose_words_did_not_change(form):
    kept, stale = record(form, path="theme"), record(form, path="words")
    new_version(form, "بكلماتكم", "احكوا لنا")
    assert current_voices(form) == [kept]
    said = {one.path: one for one in spoken_questions(form, "ar")}
    assert said["theme"].is_current and not said["words"].is_current
    assert (said["words"].words, said["words"].voice) == ("احكوا لنا", stale)
    assert {tongue.code: (tongue.said, tongue.total) for tongue in tongues_of(form)} == {"fr": (0, 5), "ar": (1, 5)}
    again = record(form, path="words")
    assert again.pk == stale.pk and set(current_voices(form)) == {kept, again}


def test_spaces_do_not_make_a_voice_old(form):
    voice = record(form)
    new_version(form, "بكلماتكم", "  بكلماتكم \n ")
    assert current_voices(form) == [voice]


def test_the_next_question_is_the_first_that_waits_after_this_one(form):
    assert next_to_say(form, "fr", "words").path == "theme"
    for path in ("theme", "tried"):
        record(form, path=path, language="fr")
    assert next_to_say(form, "fr", "words").path == "photo"
    assert next_to_say(form, "fr", "children/age").path == "words"
    for path in ("words", "photo", "children/age"):
        record(form, path=path, language="fr")
    assert next_to_say(form, "fr", "photo") is None
