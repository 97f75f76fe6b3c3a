"""Something handed over to Tifawin."""

import base64
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.accompaniment.tests.factories import day
from taghyir.handovers.actions import record_handover, sign_deed
from taghyir.handovers.queries import digest_of, words_of_deed
from taghyir.people.tests.factories import somebody

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


def grant(case, by="karim", **said):
    """Twelve thousand five hundred dirhams for jars: `grant(case, currency="EUR")`."""
    known = {"kind": "grant", "what": "Achat de bocaux", "amount": Decimal("12500.50"), "currency": "MAD"}
    known |= {"source": "AECID, ligne 4.2", "handed_on": day(3)}
    return record_handover(actor=somebody(by), case=case, **known | said)


def scales(case, **said):
    """A balance with its number."""
    known = {"kind": "equipment", "what": "Balance", "serial": "BX-77", "state": "new", "amount": None, "currency": ""}
    return grant(case, **known | said)


def drawn() -> SimpleUploadedFile:
    return SimpleUploadedFile("signature.png", PIXEL, "image/png")


def signed(handover, by="fatma"):
    digest = digest_of(words_of_deed(handover))
    return sign_deed(actor=somebody(by), handover=handover, digest=digest, drawing=drawn())
