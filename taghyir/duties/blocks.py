"""What a paper is made of, before it is a PDF or a text."""

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
DOTS = "…………………………"


@dataclass
class Paper:
    """A paper in words, part after part."""

    title: str
    subtitle: str
    blocks: list[Block] = field(default_factory=list)

    def head(self, words: str) -> None:
        self.blocks.append({"kind": "head", "words": words})

    def say(self, *sentences: str) -> None:
        self.blocks += [{"kind": "text", "words": words} for words in sentences if words]

    def point(self, words: str) -> None:
        self.blocks.append({"kind": "point", "words": words})

    def note(self, *sentences: str) -> None:
        self.blocks += [{"kind": "note", "words": words} for words in sentences if words]

    def facts(self, *rows: tuple[str, str]) -> None:
        self.blocks.append({"kind": "facts", "rows": [list(row) for row in rows if row[1]]})

    def points(self, rows: list[str]) -> None:
        self.blocks.append({"kind": "points", "rows": rows})

    def table(self, heads: list[str], rows: list[list[str]], widths: list[int], *, tall: bool = False) -> None:
        """`widths` are shares of the width; a tall table leaves room to sign."""
        self.blocks.append({"kind": "table", "heads": heads, "rows": rows, "widths": widths, "tall": tall})

    def signatures(self, *labels: str) -> None:
        self.blocks.append({"kind": "signatures", "rows": list(labels)})
