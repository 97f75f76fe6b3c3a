import io
import wave

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.consents.actions import record_consents
from taghyir.consents.models import Consent
from taghyir.people.tests.factories import somebody


def proved(person, purpose="photo", **changed) -> Consent:
    """What `person` agreed to, with the paper they signed."""
    how = {"actor": somebody("amina"), "language": "fr", "explained_in": "darija", "manner": "written"} | changed
    proof = SimpleUploadedFile("accord.pdf", b"%PDF-1.4 signed")
    record_consents(person=person, purposes=[purpose], proof=proof, **how)
    return Consent.objects.filter(person=person, text__purpose=purpose).latest("pk")


class Sound(SimpleUploadedFile):
    """A second of silence, as a real sound; each person who sends it sends it from its beginning."""

    def __init__(self, name: str = "said.wav") -> None:
        written = io.BytesIO()
        with wave.open(written, "wb") as sound:
            sound.setparams((1, 1, 8_000, 0, "NONE", ""))
            sound.writeframes(b"\x80" * 8_000)
        super().__init__(name, written.getvalue())

    def read(self, *size):
        self.seek(0)
        return super().read(*size)
