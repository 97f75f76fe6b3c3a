"""What follows in the background: who speaks for the enterprise hears of a deed to sign, members and adviser of a signed one."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.policies import can_sign_deed
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


def _tell(
    users: Iterable[User], entry: Entry, name: str, handover: HandOver, subject: HandOver | DeedSignature
) -> None:
    for user in users:
        if user.pk != entry.actor_id:
            with translation.override(user.language):
                link = reverse("handovers:handover", args=[handover.pk])
            tell(user, about=entry, template=f"handovers/told/{name}.txt", link=link, subject=subject)


@on("handover.recorded")
def tell_who_signs(entry: Entry) -> None:
    """Tell who may sign the deed that it is there to be read. `tell` writes once."""
    handover = HandOver.objects.select_related("case__organisation").get(pk=entry.subject_id)
    signers = (user for user in accounts_of(handover.case.organisation) if can_sign_deed(user, handover))
    _tell(signers, entry, "deed_to_sign", handover, handover)


@on("deed.signed")
def tell_of_signed_deed(entry: Entry) -> None:
    """Tell the members, whoever follows the file and who stands in for them. `tell` writes once."""
    named = ("handover__case__organisation", "handover__case__adviser", "signed_by__person")
    signed = DeedSignature.objects.select_related(*named).get(pk=entry.subject_id)
    case = signed.handover.case
    told = [*accounts_of(case.organisation), *with_substitutes(case.adviser)]
    _tell(told, entry, "deed_signed", signed.handover, signed)
