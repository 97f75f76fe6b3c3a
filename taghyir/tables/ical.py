"""Calendars as RFC 5545 writes them: instants in UTC, lines of 75 bytes at most, one UID for a thing whatever becomes of it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

KEPT_FOR = 900  # seconds a calendar may be kept by who reads it
_FOLD = 75  # bytes of a line, without its end


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a calendar, from one instant to another; or a whole day, the same on every clock."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime | dt.date
    ends_at: dt.datetime | dt.date
    summary: str
    status: str  # CONFIRMED, TENTATIVE or CANCELLED
    location: str = ""
    description: str = ""
    url: str = ""


def calendar_response(request: HttpRequest, name: str, events: Iterable[Event], room: str) -> HttpResponseBase:
    """A whole calendar for a phone; 304 when it has what stands there."""
    written = calendar_text(name, events, room)
    etag = f'"{sha256(written.encode()).hexdigest()[:32]}"'
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    patch_cache_control(response, private=True, max_age=KEPT_FOR)
    return get_conditional_response(request, etag=etag, response=response) or response


def calendar_text(name: str, events: Iterable[Event], room: str = "Spaces") -> str:
    """A whole calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Taghyir//{room}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    for event in events:
        lines += _event(event)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_instant(event.changed_at)}"
    yield f"LAST-MODIFIED:{_instant(event.changed_at)}"
    yield f"DTSTART{_moment(event.starts_at)}"
    yield f"DTEND{_moment(event.ends_at)}"
    yield f"STATUS:{event.status}"
    is_free = event.status == "CANCELLED" or not isinstance(event.starts_at, dt.datetime)
    yield f"TRANSP:{'TRANSPARENT' if is_free else 'OPAQUE'}"
    for name, text in (("SUMMARY", event.summary), ("LOCATION", event.location), ("DESCRIPTION", event.description)):
        if text:
            yield f"{name}:{escaped(text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def _moment(moment: dt.datetime | dt.date) -> str:
    return f":{_instant(moment)}" if isinstance(moment, dt.datetime) else f";VALUE=DATE:{moment:%Y%m%d}"


def _instant(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """`text` as the value of a line; signs that no line may hold are left out."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in whole if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """`line` in pieces of 75 bytes at most, never cut inside a letter."""
    pieces, room = [""], _FOLD
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = _FOLD - 1  # the space before it counts
        pieces[-1] += sign
        room -= size
    return "\r\n ".join(pieces)
