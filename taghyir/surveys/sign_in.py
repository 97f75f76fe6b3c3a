"""Who knocks at the door of phones: a phone with its password, or to read only, somebody signed in here.

Nobody finds a password of 99 bits by trying: what is bounded is the noise. A phone with an old password never shuts out
the others that share its address, as on a mobile network.
"""

import base64
import hashlib
import re
import time
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.design.visitors import count_miss, has_missed_too_often
from taghyir.devices.models import Device
from taghyir.devices.queries import device_of, reason_closed
from taghyir.people.models import User

WRONG_OF_NAME, WRONG_OF_ADDRESS = 10, 200  # wrong passwords within an hour, before one has to wait
MOST, WINDOW = 1_000, 600  # requests of one phone within so many seconds, of each process of the server
APPLICATIONS = {"org.odk.collect.android": "ODK Collect", "org.koboc.collect.android": "KoboCollect"}
_APPLICATION = re.compile(r"\b(org\.[a-z]+\.collect\.android)/([\w.+-]{1,60})")


@dataclass(frozen=True)
class Knock:
    """Who it is; or the status, the sentence and the seconds to wait of the refusal."""

    user: User | None = None
    phone: Device | None = None
    status: int = 401
    sentence: str = ""
    wait: int = 0
    language: str = ""  # of the sentence, when it is not that of the request


def knock_of(request: HttpRequest) -> Knock:
    """Who sends this. A session is enough to read, never to send: it would be open to forgery."""
    scheme, _space, coded = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() == "basic":
        return _phone_of(request, coded)
    if request.method in ("GET", "HEAD") and request.user.is_authenticated:
        return Knock(user=request.user)
    return Knock(sentence=_("Write the name and the password of this phone in its settings, or scan its code."))


def _phone_of(request: HttpRequest, coded: str) -> Knock:
    try:
        name, _colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except ValueError:  # neither base64 nor text
        name = secret = ""
    device = device_of(name, secret)
    if device is None:
        return _missed(request, name)
    if not device.is_open or not device.user.is_active or _is_in_a_hurry(device):
        language = device.user.language
        with translation.override(language):
            refused = Knock(sentence=closed) if (closed := reason_closed(device)) else _to_wait(WINDOW)
        return replace(refused, language=language)
    if device.is_to_be_noted(installation := _installation_of(request)):
        # Before the page is read, as a session is refreshed: a GET writes nothing else.
        Device.objects.note_seen(device, client=client_of(request), installation=installation)
    return Knock(user=device.user, phone=device)


def _missed(request: HttpRequest, name: str) -> Knock:
    """Counted by name and by address: whoever goes on is told to wait, and the right password always passes."""
    of_name = f"phone-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:16]}"
    for what, most in ((of_name, WRONG_OF_NAME), ("phones", WRONG_OF_ADDRESS)):
        if has_missed_too_often(request, what, most=most, of_address=most):
            return _to_wait(3_600)
        count_miss(request, what)
    return Knock(sentence=_("This name and this password do not go together. Scan the code of this phone again."))


def _to_wait(seconds: int) -> Knock:
    return Knock(status=429, sentence=_("Too many tries at once. Nothing is lost: send again later."), wait=seconds)


def _is_in_a_hurry(device: Device) -> bool:
    """Whether the phone asks more than a phone does."""
    name = f"phone-{device.pk}-{int(time.time()) // WINDOW}"
    try:
        return cache.incr(name) > MOST
    except ValueError:  # its first request of this while
        cache.add(name, 1, WINDOW)
        return False


def client_of(request: HttpRequest) -> str:
    """The application and its version, as they name themselves: `ODK Collect v2026.1.2`; "" for another program."""
    found: Any = _APPLICATION.search(request.headers.get("User-Agent", ""))
    return f"{APPLICATIONS.get(found[1], found[1])} {found[2]}" if found else ""


def _installation_of(request: HttpRequest) -> str:
    """The name an installation of Collect gave itself; it comes with answers only."""
    return request.GET.get("deviceID", "").replace("\0", "")[:120]
