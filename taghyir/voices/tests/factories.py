"""A voice of one question, and sounds to send."""

import hashlib
import io
import wave

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.models import StoredFile
from taghyir.people.tests.factories import somebody
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.voices.models import NoticeVoice, Voice
from taghyir.voices.queries import notice_named


def wav(seconds: float = 1.0) -> bytes:
    """Silence, as a real sound."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * int(8_000 * seconds))
    return written.getvalue()


def sound(name: str = "question.wav", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, wav() if content is None else content)


class SoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoredFile

    name = "voice.wav"
    content_type = "audio/x-wav"
    size = 8_044
    sha256 = factory.Sequence(lambda n: hashlib.sha256(b"%d" % n).hexdigest())
    content = factory.LazyFunction(lambda: ContentFile(wav(), name="voice.wav"))


class VoiceFactory(factory.django.DjangoModelFactory):
    """The first question of the form (`words`), said in French by Amina."""

    class Meta:
        model = Voice

    form = factory.SubFactory(PublishedFormFactory)
    path = "words"
    language = "fr"
    words = "Dans vos mots"
    sound = factory.SubFactory(SoundFactory)
    recorded_by = factory.LazyFunction(lambda: somebody("amina"))


class NoticeVoiceFactory(factory.django.DjangoModelFactory):
    """The notice of the public desk said in Tarifit by Amina, for everybody."""

    class Meta:
        model = NoticeVoice

    notice = "desk"
    spoken = "tarifit"
    territory = None
    words = factory.LazyAttribute(lambda one: notice_named(one.notice).words(one.spoken))
    sound = factory.SubFactory(SoundFactory)
    recorded_by = factory.LazyFunction(lambda: somebody("amina"))
