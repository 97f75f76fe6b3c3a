"""What the answers of a form say that somebody needs, as its mappings tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taghyir.core.text import folded
from taghyir.directory.models import Organisation
from taghyir.needs.models import NeedMapping, Theme
from taghyir.places.models import Territory
from taghyir.surveys.models import FormVersion, Submission
from taghyir.surveys.queries import choice_label, open_answers, organisation_chosen
from taghyir.tables.search import found_by

Answers = dict[str, Any]
_SEXES = {
    "F": ("f", "femme", "female", "woman", "women", "mujer", "امراه", "انثي", "w"),
    "M": ("m", "homme", "male", "man", "men", "hombre", "رجل", "ذكر", "h"),
    "X": ("x", "other", "autre", "otro", "اخر"),
}


@dataclass(frozen=True)
class HeardAnswer:
    """One answer that becomes a need, and what the answers around it say of it."""

    mapping: NeedMapping
    path: str  # where it stands in the form, with the number of the row inside a repeat: people[2]/words
    words: str
    theme: str
    territory: Territory | None
    organisation: Organisation | None
    said_by: str
    sex: str
    contact: str
    priority: int | None
    adviser_priority: int | None


def needs_in_answers(submission: Submission) -> list[HeardAnswer]:
    """Every filled answer of `submission` that a mapping of its form makes a need; each row of a repeat is one."""
    answers = open_answers(submission)  # a reserved one is nobody's need
    return [
        _heard(submission, mapping, address, around)
        for mapping in submission.form.need_mappings.order_by("pk")
        for address, around in _places(answers, mapping.words_path)
        if _answer(around, mapping.words_path)
    ]


def theme_values_unknown(version: FormVersion, path: str) -> list[str]:
    """The choices of the question at `path` that are no theme. A question without choices: none can be known."""
    question = next((one for one in version.questions if one["path"] == path), None)
    values = (question or {}).get("choices", {})
    return [value for value in values if value not in Theme.values]


def _places(answers: Answers, path: str, above: tuple[Answers, ...] = ()) -> Iterator[tuple[str, tuple[Answers, ...]]]:
    """Where `path` may be answered: its address, and the answers around it, the nearest first."""
    around = (answers, *above)
    repeat = next(
        (one for one, inside in answers.items() if isinstance(inside, list) and path.startswith(f"{one}/")), ""
    )
    if not repeat:
        yield path, around
    for number, row in enumerate(answers[repeat] if repeat else (), 1):
        for address, places in _places(row, path, around):
            yield f"{repeat}[{number}]{address[len(repeat) :]}", places


def _answer(around: tuple[Answers, ...], path: str) -> str:
    found = next((answers[path] for answers in around if path and path in answers), "")
    return found.strip() if isinstance(found, str) else ""


def _heard(submission: Submission, mapping: NeedMapping, address: str, around: tuple[Answers, ...]) -> HeardAnswer:
    territory = _territory(_answer(around, mapping.territory_path)) or submission.territory or submission.form.territory
    named = _answer(around, mapping.organisation_path)
    chosen = organisation_chosen(submission.version, mapping.organisation_path, named)
    organisation = chosen or _organisation(named, territory)
    said_by = [_answer(around, mapping.said_by_path), "" if organisation else named]
    return HeardAnswer(
        mapping=mapping,
        path=address[-200:],
        words=_in_words(submission.version, mapping.words_path, _answer(around, mapping.words_path))[:2000],
        theme=_theme(mapping, _answer(around, mapping.theme_path)),
        territory=territory,
        organisation=organisation,
        said_by=", ".join(dict.fromkeys(filter(None, said_by)))[:120],
        sex=_sex(_answer(around, mapping.sex_path)),
        contact=_answer(around, mapping.contact_path)[:120],
        priority=_priority(_answer(around, mapping.priority_path)),
        adviser_priority=_priority(_answer(around, mapping.adviser_priority_path)),
    )


def _in_words(version: FormVersion, path: str, value: str) -> str:
    """The answer as people read it: the words of the choices, not their codes."""
    question: dict[str, Any] = next((one for one in version.questions if one["path"] == path), {})
    if not question.get("choices"):
        return value.replace("\0", "")
    languages = version.languages
    return ", ".join(choice_label(question, one, languages[0] if languages else "", languages) for one in value.split())


def _theme(mapping: NeedMapping, value: str) -> str:
    """The first theme among the values; else the theme of the mapping. An unknown value loses no need."""
    return next((one for one in value.split() if one in Theme.values), mapping.theme or Theme.PROJECT)


def _territory(value: str) -> Territory | None:
    """By code (NAD) or by name in an address (nador)."""
    return Territory.objects.filter(code__iexact=value).first() or Territory.objects.filter(slug=value.lower()).first()


def _organisation(name: str, territory: Territory | None) -> Organisation | None:
    """The one organisation of `territory` that bears this name, however it is written; None when there are several."""
    wanted = folded(name[:200])
    if not wanted:
        return None
    near = Organisation.objects.filter(found_by(name[:200]), territory=territory, closed_on=None).order_by("pk")[:50]
    found = [one for one in near if wanted in (folded(one.name), folded(one.name_ar))]
    return found[0] if len(found) == 1 else None


def _priority(value: str) -> int | None:
    """1, 2 or 3 as they stand; any other answer says nothing of it."""
    return int(value) if value in ("1", "2", "3") else None


def _sex(value: str) -> str:
    return next((sex for sex, words in _SEXES.items() if folded(value) in words), "")
