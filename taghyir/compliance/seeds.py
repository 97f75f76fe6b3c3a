"""The facts that come with the house, as files people read: one per country, in `seed/`. What nobody checked says so."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from taghyir.compliance.models import Fact
from taghyir.tables.text import cleaned

_FILES = Path(__file__).parent / "seed"
_NOT_WRITTEN = ("id", "country", "verified_by", "verified_on", "seed_key", "loaded", "folded")
WRITTEN = {field.name: field.get_default() for field in Fact._meta.concrete_fields if field.name not in _NOT_WRITTEN}
_MOMENTS = {moment.name.lower(): moment.value for moment in Fact.Moment}


@dataclass(frozen=True)
class Seeded:
    """One fact of the seed: `key` never changes, so that it is known again."""

    key: str
    country: str
    legal_forms: list[str]
    fields: dict[str, Any]

    @property
    def said(self) -> dict[str, Any]:
        """What it says, as JSON: as `actions.values_of` says it of a fact."""
        words = {name: as_json(value) for name, value in (WRITTEN | self.fields).items()}
        return {**words, "legal_forms": sorted(self.legal_forms)}


@dataclass
class Loaded:
    """What bringing the seed in did.

    `kept`: facts a coordinator wrote otherwise, with what each says and what the seed says. `refused`: keys of facts that
    a coordinator had added by hand for the same time, and the sentence that says so.
    """

    added: list[Fact] = field(default_factory=list)
    renewed: list[Fact] = field(default_factory=list)
    kept: list[tuple[Fact, dict[str, list[Any]]]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "renewed": len(self.renewed),
            "kept": len(self.kept),
            "refused": len(self.refused),
            "unchanged": self.unchanged,
        }


def read_seed() -> Iterator[Seeded]:
    """Each fact of the files, by country and in their order."""
    for path in sorted(_FILES.glob("*.toml")):
        lines = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for line in lines["fact"]:
            key, forms = line.pop("key"), line.pop("legal_forms")
            read = {name: _read(name, value) for name, value in line.items()}
            yield Seeded(key=f"{path.stem}/{key}", country=path.stem, legal_forms=forms, fields=WRITTEN | read)


def _read(name: str, value: Any) -> Any:
    if name == "moment":
        return _MOMENTS[value]
    if name in ("value", "condition_from"):
        return Decimal(value)
    return cleaned(value) if isinstance(value, str) else value


def as_json(value: Any) -> Any:
    """A value as a journal keeps it: days as 2026-05-13, figures without useless zeros."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
