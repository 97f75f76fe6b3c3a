"""What is remembered of sources, and of what each said."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from taghyir.directory.models import Organisation
from taghyir.sources.models import Said, Source
from taghyir.tables.words import in_words


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
    column = Organisation._meta.get_field(name)
    if kept is not None and isinstance(column, models.ForeignKey):
        return column.related_model._default_manager.filter(pk=kept).first()  # type: ignore[union-attr]
    return column.to_python(kept)  # type: ignore[union-attr]


def differences_of(organisation: Organisation, said: list[Said]) -> list[Difference]:
    """What each source says otherwise, to be decided."""
    return [
        Difference(
            one, name, _label(name), _in_words(name, getattr(organisation, name)), _in_words(name, as_read(name, value))
        )
        for one in said
        for name, value in one.differs.items()
        if value != as_kept(getattr(organisation, name))
    ]


def origins_of(organisation: Organisation, said: list[Said]) -> list[Origin]:
    """Each fact that any source ever said, as our card says it, with the source that agrees; none: it was written here."""
    found = []
    for name in dict.fromkeys(name for one in said for name in one.facts):
        value = getattr(organisation, name)
        agrees = next((one for one in said if one.facts.get(name) == as_kept(value)), None)
        words = _in_words(name, value)
        if agrees:
            found.append(Origin(_label(name), words, agrees.source, agrees.licence, agrees.said_at))
        else:
            found.append(Origin(_label(name), words, "", "", None))
    return found


def _label(name: str) -> str:
    return str(getattr(Organisation._meta.get_field(name), "verbose_name", name))


def _in_words(name: str, value: Any) -> str:
    return in_words(Organisation, name, value) or "–"


def source_called(name: str) -> Source | None:
    """The source of this name, in capitals or not."""
    return Source.objects.filter(name__iexact=name).first() if name else None


def options_of(name: str, *, licence: str = "", country: str = "") -> dict[str, Any]:
    """With what a file of the source is read: what is said now, else what is remembered."""
    source = source_called(name)
    if source is None:
        return {"source": name, "licence": licence, "country": country, "columns": {}}
    return {
        "source": source.name,
        "licence": licence or source.licence,
        "country": country or source.country,
        "columns": source.columns,
    }
