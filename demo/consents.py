"""What people agreed to around the film, in the demonstration: signed on a screen, ending soon, taken back."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from demo.clock import on_day
from taghyir.consents.actions import record_consents, withdraw_consent
from taghyir.consents.models import Consent, ConsentText
from taghyir.people.models import User

Purpose = ConsentText.Purpose
SCREEN, SPOKEN, WRITTEN = Consent.Manner.SCREEN, Consent.Manner.SPOKEN, Consent.Manner.WRITTEN


def ask_people_of_the_film(today: dt.date) -> int:
    """Ask them once. Returns how many consents there are for what is shown."""
    film = Consent.objects.filter(text__purpose=Purpose.SCREENING)
    if film.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person__territory")}
    fatma, karim, robot = users["fatma"].person, users["karim"], User.objects.robot()
    asked = {"person": fatma, "language": "ar", "explained_in": "tarifit"}
    with on_day(today - dt.timedelta(days=60)):
        record_consents(
            actor=karim, purposes=_new(fatma, Purpose.VOICE, Purpose.SCREENING), manner=SPOKEN, witness="Habiba Bennani",
            expires_on=today + dt.timedelta(days=25), **asked,
        )  # fmt: skip
        record_consents(
            actor=karim,
            purposes=_new(fatma, Purpose.INTERNET, Purpose.PRESS),
            manner=SCREEN,
            proof=_signature(),
            **asked,
        )
    pressed = Consent.objects.get(person=fatma, text__purpose=Purpose.PRESS)
    withdraw_consent(actor=users["fatma"], consent=pressed, reason="Ma famille préfère.")
    hedi = users["hedi"]
    kef = Consent.objects.filter(person__territory__code="KEF", text__purpose=Purpose.FILE).order_by("pk").first()
    if kef:
        purposes = _new(kef.person, Purpose.VIDEO, Purpose.SCREENING)
        record_consents(
            actor=hedi, person=kef.person, purposes=purposes, manner=WRITTEN, language="ar", explained_in="tunisian"
        )
    return Consent.objects.filter(collected_by__in=[karim, hedi, robot]).count()


def _new(person, *purposes: str) -> list[str]:
    """Those of `purposes` that do not stand already."""
    known = Consent.objects.standing().filter(person=person).values_list("text__purpose", flat=True)
    return [str(purpose) for purpose in purposes if purpose not in set(known)]


def _signature() -> SimpleUploadedFile:
    """A wave drawn with a finger: nobody's name."""
    image = Image.new("RGB", (600, 200), "white")
    points = [(60 + 12 * step, 100 + (40 if step % 2 else -40) * (1 - step / 60)) for step in range(40)]
    ImageDraw.Draw(image).line(points, fill="#1c2b4a", width=4, joint="curve")
    written = io.BytesIO()
    image.save(written, "PNG")
    return SimpleUploadedFile("signature.png", written.getvalue())
