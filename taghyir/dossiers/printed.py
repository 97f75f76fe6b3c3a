"""The whole file on A4. No word of a file is ever read as markup."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.design.formats import moment_text

TEMPLATE = Path(__file__).parent / "typst" / "file.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def paper_file(case: Case, sections: list[Any]) -> bytes:
    """A PDF in the language of the moment, with `sections` (`queries.Section`) one after the other."""
    words = {
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "title": str(case.organisation),
        "subtitle": _("Your file %(number)s") % {"number": case.number},
        "sections": [asdict(section) for section in sections],
        "made": _("Taken on %(moment)s") % {"moment": moment_text(timezone.now())},
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {case.number}",
    }
    return bytes(
        typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=[str(TYPEFACES)],
            ignore_system_fonts=True,
            sys_inputs={"d": json.dumps(words, ensure_ascii=False)},
            format="pdf",
        )
    )
