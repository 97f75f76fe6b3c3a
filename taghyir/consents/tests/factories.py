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
