"""Organisations as KML, vCard and JSON-LD. Each takes a card that holds only what everybody sees, and returns text."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings

from taghyir.directory.models import Organisation

ESSGLOBAL = "http://purl.org/essglobal/"
# legal forms and sectors of ours as concepts of ESSGlobal (SKOS): L1 informal group, L2 cooperative, L3 company, L4 non-profit
_FORMS = {
    **dict.fromkeys(("MA_INF", "TN_INF"), "L1"),
    **dict.fromkeys(("MA_COOP", "MA_UCOOP", "MA_FNC", "TN_COOP", "TN_SMSA", "TN_SC_L", "TN_SC_R"), "L2"),
    **dict.fromkeys(("MA_SARL", "MA_GIE", "MA_AE", "TN_SA", "TN_AUTO", "TN_PP"), "L3"),
    **dict.fromkeys(("MA_ASSO", "MA_MUT", "MA_FOND", "TN_ASSO", "TN_GDA", "TN_AMC", "TN_MUT"), "L4"),
}
_SECTORS = {
    **dict.fromkeys(("crafts", "cosmetics", "trade", "catering", "digital", "other"), "AM70"),
    **dict.fromkeys(("care", "health"), "AM80"),
    "farming": "AM130",
    "food": "AM60",
    "building": "AM90",
    "energy": "AM50",
    "reuse": "AM120",
    "education": "AM40",
    "culture": "AM10",
    "finance": "AM100",
    "support": "AM20",
    "nature": "AM110",
}
_CONTEXT: dict[str, Any] = {
    "ess": f"{ESSGLOBAL}vocab/",
    "schema": "https://schema.org/",
    "form": f"{ESSGLOBAL}standard/legal-form/",
    "sector": f"{ESSGLOBAL}standard/activities-modified/",
    "legalForm": {"@id": "ess:legalForm", "@type": "@id"},
    "economicSector": {"@id": "ess:economicSector", "@type": "@id"},
    "totalWomen": "ess:totalWomen",
    "totalMen": "ess:totalMen",
    "url": {"@id": "schema:url", "@type": "@id"},
    **{name: f"schema:{name}" for name in ("name", "telephone", "email", "address", "geo", "description", "license")},
}


def address_of(organisation: Organisation, language: str = "fr") -> str:
    """The page of an organisation; in files it is one and the same, whatever the language of who reads them."""
    return f"{settings.SITE_URL}/{language}/organisations/{organisation.pk}/"


def kml(cards: Iterable[Organisation]) -> Iterator[str]:
    """A KML 2.2 document, card by card; those without position are left out: KML is a map."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    for card in cards:
        if card.map_latitude is not None and card.map_longitude is not None:
            words = "\n".join(part for part in (card.name_ar, card.activity_fr, card.activity_ar, card.phone) if part)
            yield (
                f'<Placemark id="o{card.pk}"><name>{_xml(card.name or card.name_ar)}</name>'
                f"<description>{_xml(words)}</description>"
                f"<Point><coordinates>{card.map_longitude:.5f},{card.map_latitude:.5f}</coordinates></Point></Placemark>\n"
            )
    yield "</Document></kml>\n"


def vcards(cards: Iterable[Organisation]) -> Iterator[str]:
    """vCards 4.0 (RFC 6350), one after the other; lines folded at 75 bytes."""
    for card in cards:
        lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:urn:taghyir:organisation:{card.pk}"]
        lines += [
            f"FN{kind}:{_vcard(name)}"
            for kind, name in ((";LANGUAGE=fr", card.name), (";LANGUAGE=ar", card.name_ar))
            if name
        ]
        lines += [f"ORG:{_vcard(card.name or card.name_ar)}"]
        lines += [f"TEL;VALUE=uri:tel:{card.phone}"] if card.phone else []
        lines += [f"EMAIL:{_vcard(card.email)}"] if card.email else []
        lines += [f"URL:{_vcard(card.website)}"] if card.website else []
        place = str(card.place.name_fr if card.place else "")
        lines += [f"ADR:;;{_vcard(card.address)};{_vcard(place)};;;{card.country}"]
        if card.map_latitude is not None:
            lines += [f"GEO:geo:{card.map_latitude:.5f},{card.map_longitude:.5f}"]
        lines += [f"CATEGORIES:{','.join(card.sectors)}"] if card.sectors else []
        yield "\r\n".join(_folded_line(line) for line in [*lines, f"SOURCE:{address_of(card)}", "END:VCARD"]) + "\r\n"


def jsonld(cards: Iterable[Organisation]) -> Iterator[str]:
    """A JSON-LD 1.1 graph in the terms of ESSGlobal and schema.org."""
    yield f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": [\n'
    for at, card in enumerate(cards):
        yield (",\n" if at else "") + json.dumps(node(card), ensure_ascii=False)
    yield "\n]}\n"


def node(card: Organisation) -> dict[str, Any]:
    """One organisation as a node of the graph; what is not known is absent."""
    names = [{"@value": text, "@language": code} for text, code in ((card.name, "fr"), (card.name_ar, "ar")) if text]
    words = [
        {"@value": text, "@language": code}
        for text, code in ((card.activity_fr, "fr"), (card.activity_ar, "ar"))
        if text
    ]
    form = _FORMS.get(card.legal_form.code) if card.legal_form else None
    found = {
        "@id": address_of(card),
        "@type": ["ess:SSEInitiative", "schema:Organization"],
        "name": names,
        "description": words,
        "legalForm": f"form:{form}" if form else None,
        "economicSector": sorted({f"sector:{_SECTORS[sector]}" for sector in card.sectors}),
        "totalWomen": card.women_members,
        "totalMen": card.men_members,
        "telephone": card.phone,
        "email": card.email,
        "url": card.website,
        "address": _postal(card),
        "geo": _geo(card),
        "license": card.licence,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _postal(card: Organisation) -> dict[str, str]:
    place = card.place.name_fr if card.place else ""
    known = {
        "schema:streetAddress": card.address,
        "schema:addressLocality": place,
        "schema:addressCountry": card.country,
    }
    return {"@type": "schema:PostalAddress"} | {name: value for name, value in known.items() if value}


def _geo(card: Organisation) -> dict[str, Any] | None:
    if card.map_latitude is None or card.map_longitude is None:
        return None
    latitude, longitude = round(card.map_latitude, 5), round(card.map_longitude, 5)
    return {"@type": "schema:GeoCoordinates", "schema:latitude": latitude, "schema:longitude": longitude}


def _xml(text: str) -> str:
    return escape("".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32 and sign not in "\ufffe\uffff"))


def _vcard(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\r", "").replace("\n", "\\n")


def _folded_line(line: str) -> str:
    """`line` cut at 75 bytes, never inside a letter; what follows begins with a space."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > 74:
            parts.append("")
            size = 0
        parts[-1] += sign
        size += width
    return "\r\n ".join(parts)
