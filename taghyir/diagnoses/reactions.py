"""What follows in the background: the enterprise is told that its result is there, the adviser that it was signed."""

from django.urls import reverse
from django.utils import translation

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.diagnoses.models import Diagnosis, Signature
from taghyir.directory.queries import accounts_of
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


def _tell(user: User, entry: Entry, name: str, diagnosis: Diagnosis, subject: Diagnosis | Signature) -> None:
    if user.pk == entry.actor_id or not user.is_active:
        return
    with translation.override(user.language):
        link = reverse("diagnoses:diagnosis", args=[diagnosis.pk])
    tell(user, about=entry, template=f"diagnoses/told/{name}.txt", link=link, subject=subject)


@on("diagnosis.given_back")
def tell_members_of_result(entry: Entry) -> None:
    """Tell each member who has an account, with a link and not the figures. `tell` writes once."""
    diagnosis = Diagnosis.objects.select_related("case__organisation").get(pk=entry.subject_id)
    for user in accounts_of(diagnosis.case.organisation):
        _tell(user, entry, "result_given_back", diagnosis, diagnosis)


@on("result.signed")
def tell_adviser_of_signed_result(entry: Entry) -> None:
    """Tell whoever follows the file, and who stands in for them. `tell` writes once."""
    signed = Signature.objects.select_related(
        "diagnosis__case__organisation", "diagnosis__case__adviser", "signed_by__person"
    ).get(pk=entry.subject_id)
    for user in with_substitutes(signed.diagnosis.case.adviser):
        _tell(user, entry, "result_signed", signed.diagnosis, signed)
