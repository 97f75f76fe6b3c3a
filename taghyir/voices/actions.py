"""A question is said aloud, said again, or no longer."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.surveys.models import Form
from taghyir.tables.voices import keep_voice
from taghyir.voices.models import Voice
from taghyir.voices.policies import can_record_voice, can_remove_voice
from taghyir.voices.queries import spoken_question

MEGABYTES = 2  # a minute or more of voice; phones fetch it on a slow network


@action("voice.recorded")
def record_voice(*, actor: User, form: Form, path: str, language: str, sound: UploadedFile) -> Voice:
    """Keep what the question at `path` sounds like in `language`; what was recorded before is let go.

    Refused when the form does not ask it in this language, when it is no sound, and beyond 2 MB.
    """
    require(can_record_voice(actor, form))
    form = Form.objects.select_for_update(of=("self",)).select_related("current").get(pk=form.pk)
    asked = spoken_question(form, language, path)
    if asked is None:
        raise Refused(_("This form no longer asks this question in this language."), code="question")
    kept = keep_voice(sound, by=actor, megabytes=MEGABYTES)
    voice = asked.voice or Voice(form=form, path=path, language=language)
    before = voice.sound if asked.voice else None
    voice.words, voice.sound, voice.recorded_by = asked.words, kept, actor
    voice = store(voice)
    if before:
        forget_file(before)
    return voice


@action("voice.removed")
def remove_voice(*, actor: User, voice: Voice) -> Form:
    """The question is no longer said aloud in this language."""
    require(can_remove_voice(actor, voice.form))
    sound = voice.sound
    vars(voice.form)["journal_details"] = {"path": voice.path, "language": voice.language}
    voice.delete()
    forget_file(sound)
    return voice.form
