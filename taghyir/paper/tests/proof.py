"""The proof on paper: many sheets, filled, stained, turned and photographed, read, and compared with what was meant.

`python -m bench.paper 500` runs it on 500 sheets of two forms, in French and Arabic; the tests of the room run it on a few.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from taghyir.paper.finding import PX, PageNotRead, find_page
from taghyir.paper.pictures import pictures_in
from taghyir.paper.printed import layout_of_version, pages_as_pictures, sheets_as_pdf
from taghyir.paper.reading import SURE, blank_of, read_fields
from taghyir.paper.tests.drawn import Filled, filled, pages_of, photographed
from taghyir.surveys.models import FormVersion

NUMBERS = ("7K3M92QX", "4HN8ZC0D", "W6TBA1PE", "RV25GJYF")
NUMBER = NUMBERS[0]


@dataclass
class Printed:
    """A form on paper in one language: its layout, its pages, and how the machine remembers them."""

    version: FormVersion
    language: str
    number: str = NUMBER
    layout: dict[str, Any] = field(init=False)

    def __post_init__(self):
        self.layout = layout_of_version(self.version, self.language, 2)
        words = self.layout, self.version.form.title, self.language, self.version.md5[:4]
        self.pages = pages_of(sheets_as_pdf(*words, [self.number]))
        self.blanks = [blank_of(page) for page in pages_as_pictures(*words, self.number, PX * 25.4)]


@dataclass
class Outcome:
    """What was counted. `silent` holds each error that no person would have been asked about: there must be none."""

    silent: list[str] = field(default_factory=list)
    boxes: Counter[tuple[str, str]] = field(default_factory=Counter)  # what was meant, what was read
    fields: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    handwriting: Counter[str] = field(default_factory=Counter)
    sheets: int = 0
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
            if key not in made.written:
                continue
            self.handwriting[reading["state"]] += 1
            if reading["state"] == SURE:
                self.silent.append(f"{name}: {key} is written by hand, read blank")


def prove(versions: list[FormVersion], sheets: int, *, seed: int) -> Outcome:
    """Fill, spoil and read `sheets` sheets of several forms, half of them in Arabic; the same for the same seed.

    They come in piles of four, of every form and language, with all their pages in any order.
    """
    printed = {
        number: Printed(version, language, number)
        for number, (version, language) in zip(NUMBERS, product(versions, ("fr", "ar")), strict=False)
    }
    outcome = Outcome(sheets=sheets)
    for first in range(0, sheets, len(printed)):
        luck = random.Random(seed + first)
        pile = list(printed.values())[: sheets - first]
        pages = [(one, page) for one in pile for page in range(1, len(one.pages) + 1)]
        luck.shuffle(pages)
        for one, page in pages:
            made = filled(one.pages[page - 1], one.layout, page, luck)
            _judge(
                outcome, printed, f"pile {first} of seed {seed}", (one, page), made, photographed(made.picture, luck)
            )
    return outcome


def _judge(outcome: Outcome, printed: dict[str, Printed], name: str, shown: Any, made: Filled, photo: bytes) -> None:
    """Read a photo knowing nothing of it, and compare with the page that was `shown`."""
    one, page = shown
    name = f"{name}, {one.version.form.xform_id} {one.language} page {page}"
    outcome.pages += 1
    began = time.process_time()
    try:
        said, read = _read(photo, printed)
    except PageNotRead as error:
        outcome.refused[error.code] += 1
        return
    finally:
        outcome.seconds += time.process_time() - began
    if said != (one.number, page, one.language, one.version.md5[:4]):
        outcome.silent.append(f"{name} is taken for {said}")
    else:
        outcome.compare(name, made, read)


def _read(photo: bytes, printed: dict[str, Printed]) -> tuple[tuple[str, int, str, str], dict[str, Any]]:
    _place, _count, picture = next(pictures_in(photo))
    assert not isinstance(picture, str)
    found = find_page(picture)
    code = found.code
    if code.number not in printed:
        raise PageNotRead("unknown")
    one = printed[code.number]
    return (code.number, code.page, code.language, code.version), read_fields(
        found, one.layout, one.blanks[code.page - 1]
    )


def report(outcome: Outcome) -> str:
    boxes, right = sum(outcome.boxes.values()), sum(outcome.boxes[meant, meant] for meant in ("ticked", "empty"))
    unsure = sum(count for (_meant, seen), count in outcome.boxes.items() if seen == "unsure")
    asked, refused = outcome.fields["decide"], outcome.refused
    lines = [
        f"sheets {outcome.sheets}, pages {outcome.pages}, not taken {refused.total()} {dict(refused)}: taken again by somebody",
        f"boxes {boxes}, read right {right} ({right / max(boxes, 1):.1%}),"
        f" left to a person {unsure} ({unsure / max(boxes, 1):.1%})",
        f"questions with boxes {outcome.fields.total()}, left to a person {asked} ({asked / max(1, outcome.fields.total()):.1%})",
        f"handwriting {outcome.handwriting.total()}, left to a person {outcome.handwriting['type']}",
        f"CPU {outcome.seconds / max(outcome.pages, 1) * 1000:.0f} ms a page,"
        f" {outcome.seconds / max(outcome.sheets, 1) * 1000:.0f} ms a sheet",
        f"wrong without doubt {len(outcome.silent)}",
        *outcome.silent,
        *(f"  meant {meant}, read {seen}: {count}" for (meant, seen), count in sorted(outcome.boxes.items())),
    ]
    return "\n".join(lines)
