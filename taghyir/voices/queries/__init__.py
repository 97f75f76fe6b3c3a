"""What is said aloud, in which words, and what waits for a voice: the questions of forms, and the notices."""

from taghyir.voices.queries.notices import (
    Notice,
    SaidNotice,
    languages_at,
    name_notice,
    next_notice_to_say,
    notice_named,
    notice_said,
    notices_at,
    said_notice,
)
from taghyir.voices.queries.questions import (
    Spoken,
    Tongue,
    addresses_of_voices,
    current_voices,
    languages_of,
    name_of,
    next_to_say,
    spoken_question,
    spoken_questions,
    tongues_of,
    voices_of,
)

__all__ = [
    "Notice",
    "SaidNotice",
    "Spoken",
    "Tongue",
    "addresses_of_voices",
    "current_voices",
    "languages_at",
    "languages_of",
    "name_notice",
    "name_of",
    "next_notice_to_say",
    "next_to_say",
    "notice_named",
    "notice_said",
    "notices_at",
    "said_notice",
    "spoken_question",
    "spoken_questions",
    "tongues_of",
    "voices_of",
]
