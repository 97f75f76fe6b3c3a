"""What is remembered of sources, and of what each said."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from taghyir.core.text import listed
from taghyir.directory.models import Identifier, Organisation
from taghyir.sources.columns import COLUMNS, NUMBERS
from taghyir.sources.models import Said, Source
from taghyir.tables.words import in_words

POSITION = ("latitude", "longitude")
BETWEEN = " ; "  # several numbers of one kind


@dataclass(frozen=True, slots=True)
class Difference:
    """A source says something else than our card."""

    said: Said
    name: str
    label: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact of a card comes from: the source that says the same, or nobody but us."""

    label: str
    value: str
    source: str
    licence: str
    said_at: dt.datetime | None


def as_kept(value: Any) -> Any:
    """A fact as JSON keeps it: the key of a row, a day in ISO form."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def as_read(name: str, kept: Any) -> Any:
    """The reverse of `as_kept`, for a fact of an organisation; None for a row that is gone."""
    if name in NUMBERS:
        return kept
    column = Organisation._meta.get_field(name)
    if kept is not None and isinstance(column, models.ForeignKey):
        return column.related_model._default_manager.filter(pk=kept).first()  # type: ignore[union-attr]
    return column.to_python(kept)  # type: ignore[union-attr]


def together(name: str) -> tuple[str, ...]:
    """The facts that are written, taken and kept as one: a latitude of ours beside a longitude of theirs lies nowhere."""
    return POSITION if name in POSITION else (name,)


def numbers_of(organisations: Iterable[Organisation]) -> dict[int, dict[str, str]]:
    """What numbers each holds, by the name of their column. One query."""
    names = {type: name for name, type in NUMBERS.items()}
    held: dict[int, dict[str, str]] = {}
    found = Identifier.objects.filter(organisation__in={one.pk for one in organisations}, type__in=names)
    for pk, type, value in found.order_by("pk").values_list("organisation", "type", "value"):
        kept = held.setdefault(pk, {})
        kept[names[type]] = f"{kept[names[type]]}{BETWEEN}{value}" if names[type] in kept else value
    return held


def agree(name: str, theirs: Any, ours: Any) -> bool:
    """Whether we say the same; of several numbers of a kind, one of them is enough."""
    return bool(theirs == ours or (name in NUMBERS and theirs in ours.split(BETWEEN)))


def value_of(organisation: Organisation, name: str) -> Any:
    """What we say of this fact today."""
    return (
        numbers_of([organisation]).get(organisation.pk, {}).get(name, "")
        if name in NUMBERS
        else getattr(organisation, name)
    )


def differences_of(organisation: Organisation, said: list[Said]) -> list[Difference]:
    """What each source says otherwise, to be decided; a position once."""
    found = []
    for one in said:
        differs = {
            name: value
            for name, value in one.differs.items()
            if not agree(name, value, as_kept(value_of(organisation, name)))
        }
        for name in dict.fromkeys(together(name)[0] for name in differs):
            ours = {fact: value_of(organisation, fact) for fact in together(name)}
            theirs = {fact: as_read(fact, (one.facts | one.differs).get(fact)) for fact in together(name)}
            found.append(Difference(one, name, label_of(name), _all_in_words(ours), _all_in_words(theirs)))
    return found


def origins_of(organisation: Organisation, said: list[Said]) -> list[Origin]:
    """Each fact that any source ever said, as our card says it, with the source that agrees; none: it was written here."""
    found = []
    for name in dict.fromkeys(name for one in said for name in one.facts):
        value = value_of(organisation, name)
        agrees = next((one for one in said if name in one.facts and agree(name, one.facts[name], as_kept(value))), None)
        words = in_words(Organisation, name, value) or "–"
        if agrees:
            found.append(Origin(_label(name), words, agrees.source, agrees.licence, agrees.said_at))
        else:
            found.append(Origin(_label(name), words, "", "", None))
    return found


def label_of(name: str) -> str:
    """A fact as people call it, with those it goes with."""
    return listed(_label(one) for one in together(name))


def _label(name: str) -> str:
    return next((str(column.label) for column in COLUMNS if column.name == name), name)


def _all_in_words(facts: dict[str, Any]) -> str:
    return " ; ".join(in_words(Organisation, name, value) for name, value in facts.items() if value is not None) or "–"


def source_called(name: str) -> Source | None:
    """The source of this name, in capitals or not."""
    return Source.objects.filter(name__iexact=name).first() if name else None


def options_of(name: str, *, licence: str = "", country: str = "") -> dict[str, Any]:
    """With what a file of the source is read: what is said now, else what is remembered."""
    source = source_called(name)
    if source is None:
        return {"source": name, "licence": licence, "country": country, "columns": {}, "chosen_sheet": ""}
    return {
        "source": source.name,
        "licence": licence or source.licence,
        "country": country or source.country,
        "columns": source.columns,
        "chosen_sheet": source.sheet,
    }
