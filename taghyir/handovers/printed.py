"""The deed of a hand-over on A4, with the signature that was drawn. No word of it is ever read as markup."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.design.formats import date_text, moment_text
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.queries import digest_of, words_of_deed

TEMPLATE = Path(__file__).parent / "typst" / "deed.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def paper_deed(handover: HandOver, signature: DeedSignature | None) -> bytes:
    """A PDF in the language of the moment, with room for two signatures; the one that was drawn is in its place."""
    signed = _("Signed on %(moment)s") % {"moment": moment_text(signature.signed_at)} if signature else ""
    words = {
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "title": _("Deed of hand-over"),
        "facts": [[label, text] for label, text in _facts(handover) if text],
        "receives": _(
            "The enterprise receives it for its activity, keeps it, and shows it to who checks the programme."
        ),
        "gives": [_("Handed over by"), str(handover.handed_by)],
        "takes": [_("For the enterprise"), str(signature) if signature else ""],
        "signed": signed,
        "drawn": bool(signature),
        "check": digest_of(words_of_deed(handover)),
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {handover.case.number}",
    }
    with TemporaryDirectory() as home:  # the signature lies beside the words, and nothing else can be read
        page = Path(home) / "deed.typ"
        page.write_bytes(TEMPLATE.read_bytes())
        if signature:
            with signature.drawing.content.open("rb") as drawing:
                (page.parent / "signature.png").write_bytes(drawing.read())
        inputs = {"d": json.dumps(words, ensure_ascii=False)}
        fonts = {"font_paths": [str(TYPEFACES)], "ignore_system_fonts": True}
        return bytes(typst.compile(str(page), root=home, sys_inputs=inputs, format="pdf", **fonts))


def _facts(handover: HandOver) -> list[tuple[str, str]]:
    case = handover.case
    return [
        (_("Enterprise"), str(case.organisation)),
        (_("File"), case.number),
        (_("Territory"), str(case.territory)),
        (_("What is handed over"), handover.what),
        (_("What kind"), capfirst(str(handover.get_kind_display()))),
        (_("Amount or value"), str(handover.money or "")),
        (_("Serial number"), handover.serial),
        (_("State of the equipment"), capfirst(str(handover.get_state_display()))),
        (_("Whose money"), handover.source),
        (_("Day"), date_text(handover.handed_on)),
    ]
