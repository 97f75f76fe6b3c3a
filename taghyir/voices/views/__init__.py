"""Pages on which questions and notices are said aloud, and the sounds themselves."""

from taghyir.voices.views.notices import notice_voice, notice_voices, record_notice_voice, remove_notice_voice
from taghyir.voices.views.questions import form_voices, record_voice, remove_voice, voice

__all__ = [
    "form_voices",
    "notice_voice",
    "notice_voices",
    "record_notice_voice",
    "record_voice",
    "remove_notice_voice",
    "remove_voice",
    "voice",
]
