"""Sheets as typst draws them: words measured first, so that Python knows where everything will stand."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.paper.asked import questions_on_paper
from taghyir.paper.codes import LANGUAGES, STRIPS, PageCode, marker_drawings, strip_drawing
from taghyir.paper.layout import Piece, TooLong, layout_of
from taghyir.surveys.models import FormVersion

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"
READ_FROM_RIGHT = ("ar",)


def layout_of_version(version: FormVersion, language: str, blocks: int) -> dict[str, Any]:
    """Where everything of a sheet of `version` stands. Refused when it is too long for paper, or asks nothing on it."""
    with translation.override(language):
        questions = questions_on_paper(version, language, blocks)
        try:
            laid = layout_of(questions, version.form.title, _measure(language), mirrored=language in READ_FROM_RIGHT)
        except TooLong:
            raise Refused(_("This form is too long for paper: fill it on a screen."), code="too_long") from None
    if not laid["fields"]:
        raise Refused(_("This form asks nothing that paper can hold: fill it on a screen."), code="nothing")
    return laid | {"left_out": questions.left_out}


def sheets_as_pdf(laid: dict[str, Any], title: str, language: str, version: str, numbers: list[str]) -> bytes:
    """A PDF with one sheet for each of `numbers`, drawn where `laid` says."""
    return bytes(_typst(language, _drawing(laid, title, language, version, numbers)))


def pages_as_pictures(
    laid: dict[str, Any], title: str, language: str, version: str, number: str, ppi: int
) -> list[bytes]:
    """The pages of one sheet as PNG."""
    drawn = _typst(language, _drawing(laid, title, language, version, [number]), format="png", ppi=ppi)
    return [drawn] if isinstance(drawn, bytes) else list(drawn)


def _drawing(laid: dict[str, Any], title: str, language: str, version: str, numbers: list[str]) -> dict[str, Any]:
    with translation.override(language):
        words = {
            "keep": _("Keep the corners and this strip clean."),
            "how": _(
                "Tick inside the boxes with a dark pen. To take a tick back, black the box out. * An answer is needed."
            ),
            "foot": _("Demonstration: everything here is invented.") if settings.DEMO else "Taghyir",
        }
    pages = range(1, len(laid["pages"]) + 1)
    sheets = [
        {
            "number": shown_number(number),
            "strips": [strip_drawing(PageCode(number, page, language, version)) for page in pages],
        }
        for number in numbers
    ]
    parts = {"markers": marker_drawings(), "strips": STRIPS, "pages": laid["pages"], "sheets": sheets}
    return {"mode": "draw", "title": title, **words, **parts}


def shown_number(number: str) -> str:
    """As people read it aloud: two groups of four."""
    return f"{number[:4]}-{number[4:]}"


def _measure(language: str) -> Any:
    def sizes(pieces: list[Piece]) -> list[tuple[float, float]]:
        found = json.loads(_asked(language, {"mode": "measure", "pieces": pieces}))
        return [(width, height) for width, height in found]

    return sizes


def _asked(language: str, words: dict[str, Any]) -> str:
    return str(typst.query(str(TEMPLATE), "<size>", field="value", **_how(language, words)))


def _typst(language: str, words: dict[str, Any], **how: Any) -> Any:
    return typst.compile(str(TEMPLATE), **_how(language, words), **how)


def _how(language: str, words: dict[str, Any]) -> dict[str, Any]:
    shown = {"lang": language if language in LANGUAGES else "fr", "rtl": language in READ_FROM_RIGHT, **words}
    return {
        "root": str(TEMPLATE.parent),
        "font_paths": [str(TYPEFACES)],
        "ignore_system_fonts": True,
        "sys_inputs": {"d": json.dumps(shown, ensure_ascii=False)},
    }
