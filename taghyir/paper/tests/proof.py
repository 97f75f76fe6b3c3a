"""The proof on paper: many sheets, filled, stained, turned and photographed, read, and compared with what was meant.

`python -m bench.paper 500` runs it on 500 sheets, in French and Arabic; the tests of the room run it on a few.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from taghyir.paper.finding import PX, PageNotRead, find_page
from taghyir.paper.pictures import pictures_in
from taghyir.paper.printed import layout_of_version, pages_as_pictures, sheets_as_pdf
from taghyir.paper.reading import SURE, blank_of, read_fields
from taghyir.paper.tests.drawn import Filled, filled, pages_of, photographed
from taghyir.surveys.models import FormVersion

NUMBER = "7K3M92QX"


@dataclass
class Printed:
    """A form on paper in one language: its layout, its pages, and how the machine remembers them."""

    version: FormVersion
    language: str
    layout: dict[str, Any] = field(init=False)

    def __post_init__(self):
        self.layout = layout_of_version(self.version, self.language, 2)
        words = self.layout, self.version.form.title, self.language, self.version.md5[:4]
        self.pages = pages_of(sheets_as_pdf(*words, [NUMBER]))
        self.blanks = [blank_of(page) for page in pages_as_pictures(*words, NUMBER, PX * 25.4)]


@dataclass
class Outcome:
    """What was counted. `silent` holds each error that no person would have been asked about: there must be none."""

    silent: list[str] = field(default_factory=list)
    boxes: Counter[tuple[str, str]] = field(default_factory=Counter)  # what was meant, what was read
    fields: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0

    def compare(self, name: str, made: Filled, read: dict[str, Any]) -> None:
        for (key, value), meant in made.meant.items():
            seen = read[key]["boxes"][value]
            self.boxes[meant, seen] += 1
            if (meant, seen) in (("ticked", "empty"), ("empty", "ticked"), ("cancelled", "ticked")):
                self.silent.append(f"{name}: {key} {value} was {meant}, read {seen}")
        for key, reading in read.items():
            self.fields[reading["state"]] += bool(reading["boxes"])
            if key in made.written and reading["state"] == SURE:
                self.silent.append(f"{name}: {key} is written by hand, read blank")


def prove(version: FormVersion, sheets: int, *, seed: int) -> Outcome:
    """Fill, spoil and read `sheets` sheets, every second one in Arabic; the same for the same seed."""
    printed = [Printed(version, language) for language in ("fr", "ar")]
    outcome = Outcome()
    for number in range(sheets):
        luck = random.Random(seed + number)
        for name, made, photo in _photos(printed[number % 2], luck):
            outcome.pages += 1
            began = time.process_time()
            try:
                read = _read(photo, printed[number % 2], int(name))
            except PageNotRead as error:
                outcome.refused[error.code] += 1
                continue
            finally:
                outcome.seconds += time.process_time() - began
            outcome.compare(f"sheet {number} of seed {seed}, page {name}", made, read)
    return outcome


def _photos(printed: Printed, luck: random.Random) -> Iterator[tuple[str, Filled, bytes]]:
    for page, blank in enumerate(printed.pages, 1):
        made = filled(blank, printed.layout, page, luck)
        yield str(page), made, photographed(made.picture, luck)


def _read(photo: bytes, printed: Printed, page: int) -> dict[str, Any]:
    _place, _count, picture = next(pictures_in(photo))
    assert not isinstance(picture, str)
    found = find_page(picture)
    said = (found.code.number, found.code.page, found.code.language, found.code.version)
    assert said == (NUMBER, page, printed.language, printed.version.md5[:4]), f"another page is named: {said}"
    return read_fields(found, printed.layout, printed.blanks[page - 1])


def report(outcome: Outcome) -> str:
    boxes = sum(outcome.boxes.values())
    unsure = sum(count for (_meant, seen), count in outcome.boxes.items() if seen == "unsure")
    asked = outcome.fields["decide"]
    lines = [
        f"pages {outcome.pages}, not taken {sum(outcome.refused.values())} {dict(outcome.refused)}",
        f"boxes {boxes}, unsure {unsure} ({unsure / max(boxes, 1):.1%})",
        f"questions with boxes {outcome.fields.total()}, left to a person {asked} ({asked / max(1, outcome.fields.total()):.1%})",
        f"CPU {outcome.seconds / max(outcome.pages, 1) * 1000:.0f} ms a page",
        f"silent errors {len(outcome.silent)}",
        *outcome.silent,
        *(f"  meant {meant}, read {seen}: {count}" for (meant, seen), count in sorted(outcome.boxes.items())),
    ]
    return "\n".join(lines)
