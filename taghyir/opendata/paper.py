"""The directory of a territory as JSON for typst, and the PDF it gives. No word of a card is ever read as markup."""

import io
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import qrcode
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from taghyir.core.languages import base_language
from taghyir.core.text import listed
from taghyir.design import formats, signs
from taghyir.directory.models import Organisation, Sector
from taghyir.directory.queries import Asked
from taghyir.opendata.formats import address_of
from taghyir.opendata.models import Booklet
from taghyir.opendata.queries import cards
from taghyir.places.models import Place, Territory
from taghyir.places.queries import places_of

TEMPLATE = Path(__file__).parent / "typst" / "booklet.typ"
TYPEFACES = settings.BASE_DIR / "build" / "typefaces"
_SPOT = {Booklet.Kind.MAP: 0.019, Booklet.Kind.MAP_A4: 0.026}  # how wide a spot is, as a share of the map
_TALL = 1.41  # times wider than high is the map
_MARGIN = 0.06  # of the map, on each side


def pdf_of(territory: Territory, kind: str, language: str) -> bytes:
    """The PDF: tagged, in the words and months of the territory's country."""
    with translation.override(language), formats.written_for(territory.country):
        words = words_of(territory, kind)
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACES)],
        ignore_system_fonts=True,
        sys_inputs={"d": json.dumps(words, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def words_of(territory: Territory, kind: str) -> dict[str, Any]:
    """All that stands on the paper, in the language of the moment."""
    is_map = kind != Booklet.Kind.BOOKLET
    address = settings.SITE_URL + reverse("portal:territory", args=[territory.slug])
    found = list(cards(Asked(territory=territory.slug)))
    placed = [card for card in found if card.map_latitude is not None] if is_map else found
    numbers = {card.pk: str(at) for at, card in enumerate(_in_order(placed), start=1)} if is_map else {}
    return {
        "kind": "map" if is_map else "booklet",
        "lang": base_language(),
        "rtl": translation.get_language_bidi(),
        "paper": "a3" if kind == Booklet.Kind.MAP else "a4",
        "flipped": kind == Booklet.Kind.MAP,
        "title": str(territory),
        "subtitle": _("Cooperatives, associations and groups of the social and solidarity economy"),
        "contact": _contact(territory),
        "qr": _qr(address),
        "address": address,
        "scan": _("Scan to see the page of the territory"),
        "made": _("As of %(day)s. The directory on line is newer.") % {"day": formats.date_text(timezone.localdate())},
        "fictional": _("Demonstration: everything here is invented.") if settings.DEMO else "",
        "foot": f"Taghyir · {settings.SITE_URL}",
        "sign": _sign(),
        "credits": _("Positions: the organisations, © OpenStreetMap contributors (ODbL) where it is said."),
        "sources": _sources(found),
        "groups": _groups(found, numbers, is_map),
        "dots": _dots(placed, numbers, territory, _SPOT[kind]) if is_map else [],
        "towns": _towns(territory) if is_map else [],
        "index_title": _("By sector"),
        "index": [] if is_map else _index(found),
        "nothing": _("No organisation is published here yet."),
    }


def _sources(found: list[Organisation]) -> str:
    """Whom the entries come from, under which licence: paper says it once, for all its cards."""
    return " · ".join(sorted({f"{card.source} ({card.licence})" for card in found if card.source and card.licence}))


def _in_order(found: list[Organisation]) -> list[Organisation]:
    return sorted(found, key=lambda card: (str(card.place or ""), card.sort_name))


def _groups(found: list[Organisation], numbers: dict[int, str], is_map: bool) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for card in _in_order(found):
        groups[str(card.place or _("Elsewhere in the territory"))].append(_card(card, numbers, is_map))
    return [{"name": name, "cards": inside} for name, inside in groups.items()]


def _card(card: Organisation, numbers: dict[int, str], is_map: bool) -> dict[str, str]:
    tags = [str(Sector(sector).label) for sector in card.sectors]
    tags += [_("Led by women")] if card.is_women_led else []
    return {
        "number": numbers.get(card.pk, ""),
        "name": str(card),
        "other": card.other_name,
        "other_lang": "fr" if translation.get_language_bidi() else "ar",
        "what": card.activity,
        "what_lang": card.activity_elsewhere or base_language(),
        "note": formats.said_in(card.activity_elsewhere) if card.activity and card.activity_elsewhere else "",
        "where": card.address,
        "phone": formats.phone_text(card.phone),
        "tags": listed(tags),
        "qr": "" if is_map else _qr(address_of(card, base_language())),
        "address": address_of(card, base_language()),
    }


def _index(found: list[Organisation]) -> list[dict[str, str]]:
    by_sector: dict[str, list[str]] = defaultdict(list)
    for card in _in_order(found):
        for sector in card.sectors:
            by_sector[sector].append(str(card))
    return [{"name": str(sector.label), "cards": listed(by_sector[sector])} for sector in Sector if by_sector[sector]]


def _contact(territory: Territory) -> list[str]:
    lines = [territory.address, formats.phone_text(territory.phone)]
    if territory.opens_at and territory.closes_at:
        hours = {"first": formats.time_text(territory.opens_at), "last": formats.time_text(territory.closes_at)}
        lines.append(_("Monday to Friday, %(first)s–%(last)s") % hours)
    return [line for line in lines if line]


def _dots(
    placed: list[Organisation], numbers: dict[int, str], territory: Territory, width: float
) -> list[dict[str, Any]]:
    """Side by side, eight in a row, where several lie on one spot, as those of a commune that say no address."""
    where, seen, dots = _projection(territory, placed), Counter[Any](), []
    for card in _in_order(placed):
        spot = where(card.map_latitude, card.map_longitude)
        row, column = divmod(seen[card.map_latitude, card.map_longitude], 8)
        x, y = spot["x"] + width * column, spot["y"] + width * _TALL * row
        dots.append({"number": numbers[card.pk], "x": x, "y": y})
        seen[card.map_latitude, card.map_longitude] += 1
    return dots


def _towns(territory: Territory) -> list[dict[str, Any]]:
    where = _projection(territory, [])
    known = [place for place in places_of(territory) if place.latitude is not None]
    narrow = [place for place in known if place.level in (Place.Level.COMMUNE, Place.Level.DELEGATION)]
    return [{"name": str(place), **where(place.latitude, place.longitude)} for place in narrow]


def _projection(territory: Territory, placed: list[Organisation]) -> Any:
    """From degrees to shares of the width and height of the map: its communes fill it. What lies outside is put on its edge."""
    known = [(place.latitude, place.longitude) for place in places_of(territory) if place.latitude is not None]
    known += [] if known else [(card.map_latitude, card.map_longitude) for card in placed]
    south, north = min((y for y, _x in known), default=0.0), max((y for y, _x in known), default=1.0)
    west, east = min((x for _y, x in known), default=0.0), max((x for _y, x in known), default=1.0)

    def share(value: float, low: float, high: float) -> float:
        inside = (value - low) / ((high - low) or 1.0)
        return round(min(1 - _MARGIN / 2, max(_MARGIN / 2, _MARGIN + inside * (1 - 2 * _MARGIN))), 4)

    return lambda latitude, longitude: {"x": share(longitude, west, east), "y": share(-latitude, -north, -south)}


def _qr(address: str) -> str:
    image = qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=1)
    kept = io.BytesIO()
    image.save(kept)
    return kept.getvalue().decode()


def _sign() -> str:
    outline = signs.OUTLINES["knot"]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#213f7d" d="{outline}"/></svg>'
