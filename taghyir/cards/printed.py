"""The card on paper, and the picture that goes with its address when it is shared. No word of a card is ever read as markup."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import qrcode
import typst
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage, SvgPathImage

from taghyir.design import formats
from taghyir.directory.models import Organisation

TEMPLATE = Path(__file__).parent / "typst" / "card.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"
KEPT_FOR = 86_400  # seconds a picture is kept, under the name of all that it shows
SHARED_PPI = 144  # 600 × 315 points become 1200 × 630 pixels


def paper_card(organisation: Organisation) -> bytes:
    """A PDF of one A6 sheet, lying, in the language of the moment: for a stall or a parcel."""
    return bytes(_compiled(_words_of(organisation, "paper"), format="pdf"))


def share_picture(organisation: Organisation) -> bytes:
    """A PNG of 1200 × 630 pixels, made once for all that it shows."""
    words = _words_of(organisation, "share")
    name = "share-" + hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
    return cache.get_or_set(name, lambda: bytes(_compiled(words, format="png", ppi=SHARED_PPI)), KEPT_FOR) or b""


def qr_of(organisation: Organisation) -> str:
    """SVG: the QR code of the address of its card, on white also where the page is dark, with the edge that readers need."""
    return _qr(settings.SITE_URL + organisation.get_absolute_url(), SvgPathFillImage, edge=4)


def _compiled(words: dict[str, Any], **how: Any) -> Any:
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACES)],
        ignore_system_fonts=True,
        sys_inputs={"d": json.dumps(words, ensure_ascii=False)},
        **how,
    )


def _words_of(card: Organisation, kind: str) -> dict[str, Any]:
    is_right_to_left = translation.get_language_bidi()
    address = settings.SITE_URL + card.get_absolute_url()
    where = [
        str(thing) for thing in (card.legal_form or card.get_kind_display(), card.place or card.territory) if thing
    ]
    return {
        "kind": kind,
        "lang": str(translation.get_language())[:2],
        "rtl": is_right_to_left,
        "name": str(card),
        "other": card.other_name,
        "other_lang": "fr" if is_right_to_left else "ar",
        "where": " · ".join(where),
        "what": (card.activity or card.offers)[:140],
        "what_lang": (card.activity_elsewhere if card.activity else "") or str(translation.get_language())[:2],
        "what_note": formats.said_in(card.activity_elsewhere) if card.activity and card.activity_elsewhere else "",
        "phone": formats.phone_text(card.phone),
        "address": address,
        "qr": _qr(address) if kind == "paper" else "",
        "scan": _("Scan to see the card"),
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {settings.SITE_URL}",
    }


def _qr(address: str, drawing: type[SvgPathImage] = SvgPathImage, edge: int = 0) -> str:
    written = io.BytesIO()
    qrcode.make(address, image_factory=drawing, box_size=10, border=edge).save(written)
    return written.getvalue().decode()
