"""The catalogue that comes with the house: one line per kind, in `seed/kinds.tsv`, in the order of the lines."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taghyir.catalogue.models import ServiceKind
from taghyir.tables.text import cleaned

_FILE = Path(__file__).parent / "seed" / "kinds.tsv"
_NAMES = ("name_fr", "name_ar", "name_es", "name_en")


@dataclass
class Loaded:
    """What bringing the seed in did; `kept`: kinds that a coordinator wrote otherwise; `refused`: codes with the sentence."""

    added: list[ServiceKind] = field(default_factory=list)
    renewed: list[ServiceKind] = field(default_factory=list)
    kept: list[ServiceKind] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        lists: dict[str, list[Any]] = {
            "added": self.added,
            "renewed": self.renewed,
            "kept": self.kept,
            "refused": self.refused,
        }
        return {name: len(kinds) for name, kinds in lists.items()} | {"unchanged": self.unchanged}


def read_seed() -> Iterator[tuple[str, dict[str, Any]]]:
    """The code of each kind, and what it says."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for order, row in enumerate(csv.DictReader(lines, delimiter="\t"), 1):
            said: dict[str, Any] = {name: cleaned(row[name]) for name in _NAMES}
            said |= {name: row[name] for name in ("topic", "setting", "country")}
            themes = sorted(theme for theme in row["themes"].split(",") if theme)
            yield (
                row["code"],
                said
                | {
                    "minutes": int(row["minutes"]),
                    "themes": themes,
                    "is_training": row["training"] == "yes",
                    "order": order * 10,
                },
            )
