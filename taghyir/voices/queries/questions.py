"""Which questions of a form are said aloud, in which words, and which wait for a voice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taghyir.surveys.models import Form
from taghyir.surveys.queries import kept_beside, names_of_languages
from taghyir.voices.models import Voice

SILENT = ("group", "repeat", "calculate", "hidden")  # nobody is asked these


@dataclass
class Spoken:
    """One question in one language, and the voice that says it, if any."""

    path: str
    language: str
    words: str
    place: int
    voice: Voice | None = None

    @property
    def is_current(self) -> bool:
        """Whether the voice says the words that are asked today."""
        return self.voice is not None and self.voice.words == self.words


@dataclass(frozen=True)
class Tongue:
    """A language of a form, and how many of its questions are said aloud."""

    code: str
    name: str
    said: int
    total: int


def spoken_questions(form: Form, language: str) -> list[Spoken]:
    """The questions that have words in `language`, in the order of the form, each with its voice."""
    known = {voice.path: voice for voice in voices_of(form) if voice.language == language}
    return _paired(form, language, known)


def spoken_question(form: Form, language: str, path: str) -> Spoken | None:
    """One of them; None when the form asks no such question in this language."""
    return next((one for one in spoken_questions(form, language) if one.path == path), None)


def next_to_say(form: Form, language: str, after: str) -> Spoken | None:
    """The next question without a current voice, those after `after` first."""
    spoken = spoken_questions(form, language)
    place = next((one.place for one in spoken if one.path == after), 0)
    waiting = [one for one in spoken if not one.is_current and one.path != after]
    return min(waiting, key=lambda one: (one.place < place, one.place), default=None)


def tongues_of(form: Form) -> list[Tongue]:
    """The languages the questions are written in, and how far each is said aloud."""
    known: dict[str, dict[str, Voice]] = {}
    for voice in voices_of(form):
        known.setdefault(voice.language, {})[voice.path] = voice
    found = ((code, _paired(form, code, known.get(code, {}))) for code in languages_of(form))
    return [
        Tongue(code, name_of(code), sum(one.is_current for one in spoken), len(spoken))
        for code, spoken in found
        if spoken
    ]


def current_voices(form: Form) -> list[Voice]:
    """What a person who fills the form may hear: the voices that say the words of today."""
    return _current(form, voices_of(form))


def _current(form: Form, voices: Sequence[Voice]) -> list[Voice]:
    words = {(q["path"], code): text for q in _asked(form) for code, text in _words(q).items()}
    return [voice for voice in voices if words.get((voice.path, voice.language)) == voice.words]


@kept_beside
def addresses_of_voices(forms: Sequence[Form]) -> dict[int, list[str]]:
    """Where the current voices of each form are heard, in one query."""
    said: dict[int, list[Voice]] = defaultdict(list)
    for voice in Voice.objects.filter(form__in=forms).select_related("sound"):
        said[voice.form_id].append(voice)
    return {form.pk: sorted({voice.address for voice in _current(form, said[form.pk])}) for form in forms}


def languages_of(form: Form) -> list[str]:
    """The codes of the languages its questions are written in; "" when the sheet names none."""
    return list(form.current.languages) if form.current else []


def voices_of(form: Form) -> list[Voice]:
    """Every voice of the form, with its sound."""
    return list(form.voices.select_related("sound", "recorded_by__person"))


def name_of(language: str) -> str:
    """A language by its own name; "" when the sheet names none."""
    return next(iter(names_of_languages([language])), "")


def _asked(form: Form) -> list[dict[str, Any]]:
    questions = form.current.questions if form.current else []
    return [question for question in questions if question["type"] not in SILENT]


def _words(question: dict[str, Any]) -> dict[str, str]:
    """The words of a question by language; how they are spaced is not heard."""
    return {code: " ".join(words.split()) for code, words in question["labels"].items()}


def _paired(form: Form, language: str, known: dict[str, Voice]) -> list[Spoken]:
    asked = [(question["path"], _words(question).get(language, "")) for question in _asked(form)]
    worded = ((path, words) for path, words in asked if words)
    return [Spoken(path, language, words, n, known.get(path)) for n, (path, words) in enumerate(worded, start=1)]
