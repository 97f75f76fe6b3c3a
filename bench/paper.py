"""Reading a photo of a page. `python -m bench.paper 500` is the proof on paper: 500 sheets, and none read wrong without doubt."""

import os
import random
import sys
from typing import Any

import django

from bench.measure import Case

if __name__ == "__main__":  # before anything of the house is read
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost/nothing")  # it needs no database
    django.setup()

from taghyir.paper.finding import find_page
from taghyir.paper.pictures import pictures_in
from taghyir.paper.reading import read_fields
from taghyir.paper.tests.drawn import filled, photographed
from taghyir.paper.tests.instrument import listening_form, souk_form
from taghyir.paper.tests.proof import Printed, prove, report


def cases() -> list[Case]:
    printed, luck = Printed(souk_form(), "ar"), random.Random(1)
    photo = photographed(filled(printed.pages[0], printed.layout, 1, luck).picture, luck)
    return [Case("a photo of a page, read", None, lambda: repr(_read(photo, printed)).encode())]


def _read(photo: bytes, printed: Printed) -> dict[str, Any]:
    _place, _count, picture = next(pictures_in(photo))
    assert not isinstance(picture, str)
    return read_fields(find_page(picture), printed.layout, printed.blanks[0])


def main(sheets: int = 500, seed: int = 20_000) -> int:
    """Run the proof and print what was counted; 1 when there was a silent error."""
    outcome = prove([souk_form(), listening_form()], sheets, seed=seed)
    print(report(outcome))
    return int(bool(outcome.silent))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
