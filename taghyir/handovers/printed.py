"""The deed of a hand-over on A4, with the signature that was drawn. No word of it is ever read as markup."""

import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.design.formats import date_text, moment_text
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.queries import digest_of, name_among, words_of_deed

TEMPLATE = Path(__file__).parent / "typst" / "deed.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"


def paper_deed(handover: HandOver, signature: DeedSignature | None) -> bytes:
    """A PDF in the language of the moment, with room for two signatures; the one that was drawn is in its place.

    Once it is signed, what was signed is printed, and its digest, whatever is called otherwise since.
    """
    deed = signature.words if signature else words_of_deed(handover)
    signed = _("Signed on %(moment)s") % {"moment": moment_text(signature.signed_at)} if signature else ""
    words = {
        "lang": str(translation.get_language())[:2],
        "rtl": translation.get_language_bidi(),
        "title": _("Deed of hand-over"),
        "facts": [[label, text] for label, text in _facts(deed, handover) if text],
        "receives": _(
            "The enterprise receives it for its activity, keeps it, and shows it to who checks the programme."
        ),
        "gives": [_("Handed over by"), name_among(deed["handed_by"])],
        "takes": [_("For the enterprise"), str(signature) if signature else ""],
        "signed": signed,
        "drawn": bool(signature),
        "check": signature.digest if signature else digest_of(deed),
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


def _facts(deed: dict[str, Any], handover: HandOver) -> list[tuple[str, str]]:
    """What the deed says, in the words of the language; only the territory is that of the file today."""
    kind, state = HandOver.Kind(deed["kind"]).label, HandOver.State(deed["state"]).label if deed["state"] else ""
    return [
        (_("Enterprise"), name_among(deed["organisation"])),
        (_("File"), deed["file"]),
        (_("Territory"), str(handover.case.territory)),
        (_("What is handed over"), deed["what"]),
        (_("What kind"), capfirst(str(kind))),
        (_("Amount or value"), f"{deed['amount']} {deed['currency']}".strip()),
        (_("Serial number"), deed["serial"]),
        (_("State of the equipment"), capfirst(str(state))),
        (_("Whose money"), deed["source"]),
        (_("Day"), date_text(dt.date.fromisoformat(deed["handed_on"]))),
    ]
