"""A question or a notice is said aloud, said again, or no longer."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.tables.voices import keep_voice
from taghyir.voices.models import NoticeVoice, Voice
from taghyir.voices.policies import (
    can_record_notice_voice,
    can_record_voice,
    can_remove_notice_voice,
    can_remove_voice,
)
from taghyir.voices.queries import languages_at, notice_named, spoken_question

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


@action("notice_voice.recorded")
def record_notice_voice(
    *, actor: User, notice: str, spoken: str, territory: Territory | None, sound: UploadedFile
) -> NoticeVoice:
    """Keep how `notice` is said in `spoken`, with its words of today; what was recorded before for that place is let go.

    Refused when there is no such notice or nobody speaks this language there, when it is no sound, and beyond 2 MB.
    """
    require(can_record_notice_voice(actor, territory))
    said = notice_named(notice)
    if said is None or spoken not in dict(languages_at(territory)):
        raise Refused(_("This is not said in this language here."), code="notice")
    kept = keep_voice(sound, by=actor, megabytes=MEGABYTES)
    known = NoticeVoice.objects.select_for_update(of=("self",)).filter(
        notice=notice, spoken=spoken, territory=territory
    )
    voice = known.select_related("sound").first() or NoticeVoice(notice=notice, spoken=spoken, territory=territory)
    before = voice.sound if voice.pk else None
    voice.words, voice.sound, voice.recorded_by = said.words(spoken), kept, actor
    voice = store(voice)
    if before:
        forget_file(before)
    return voice


@action("notice_voice.removed")
def remove_notice_voice(*, actor: User, voice: NoticeVoice) -> NoticeVoice:
    """Nobody hears this voice any more; the line of the journal keeps which one it was."""
    require(can_remove_notice_voice(actor, voice))
    vars(voice)["journal_details"] = {"notice": voice.notice, "spoken": voice.spoken, "territory": voice.territory_id}
    NoticeVoice.objects.filter(pk=voice.pk).delete()
    forget_file(voice.sound)
    return voice
