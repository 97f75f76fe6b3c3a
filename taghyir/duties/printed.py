"""A paper as a PDF on A4, or as a text to be edited. No word of it is ever read as markup."""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.duties.blocks import Block, Paper

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def as_pdf(paper: Paper) -> bytes:
    """In the language of the moment."""
    words = {
        **asdict(paper),
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
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


def as_text(paper: Paper) -> str:
    """The same words, part after part, for any editor."""
    parts = [paper.title, paper.subtitle, *(_written(block) for block in paper.blocks)]
    if settings.DEMO:
        parts.append(_("Demonstration: everything here is invented."))
    return "\n\n".join(part for part in parts if part) + "\n"


def _written(block: Block) -> str:
    if block["kind"] in ("text", "note", "point"):
        return str(block["words"])
    if block["kind"] == "head":
        return f"— {block['words']} —"
    if block["kind"] == "facts":
        return "\n".join(_("%(label)s: %(words)s") % {"label": label, "words": words} for label, words in block["rows"])
    if block["kind"] == "points":
        return "\n".join(f"{number}. {words}" for number, words in enumerate(block["rows"], 1))
    if block["kind"] == "table":
        return "\n".join("\t".join(row) for row in [block["heads"], *block["rows"]])
    return "\n\n\n".join(block["rows"])
