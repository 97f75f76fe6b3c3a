"""Voices: the languages people speak, and the sounds a phone records."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import Refused
from taghyir.core.files import keep_file
from taghyir.core.models import StoredFile

SPOKEN = (
    ("darija", _("Moroccan Arabic")),
    ("tarifit", _("Tarifit")),
    ("tunisian", _("Tunisian Arabic")),
    *settings.LANGUAGES,
)
SOUND = {"webm", "ogg", "mp3", "m4a", "mp4", "wav", "amr"}


def keep_voice(sound: UploadedFile, *, by: Any, megabytes: int) -> StoredFile:
    """Keep what was recorded, under a name that says nothing of the phone. Refused beside the field `sound` when it is none."""
    ending = (sound.name or "").rpartition(".")[2].casefold()
    sound.name = f"voice.{ending[:8]}"
    try:
        return keep_file(sound, by=by, extensions=SOUND, megabytes=megabytes)
    except Refused as refusal:
        raise Refused(str(refusal), code=refusal.code, field="sound") from refusal
