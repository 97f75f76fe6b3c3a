"""What follows for the right to open answers: a word to who holds it, its end with the account."""

from django.urls import reverse
from django.utils import translation

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.reserved.actions import end_opening_right
from taghyir.reserved.keeping import Reserved
from taghyir.reserved.models import OpeningRight
from taghyir.surveys.queries import keeps_reserved

keeps_reserved(Reserved())  # every process reads the reactions as it starts


@on("opening_right.given")
def tell_of_opening_right(entry: Entry) -> None:
    """Tell somebody what they may open from now on. Safe to run twice."""
    right = OpeningRight.objects.select_related("user__person", "territory").filter(pk=entry.subject_id).first()
    if right:
        with translation.override(right.user.language):
            link = reverse("reserved:opening_rights")
        tell(right.user, about=entry, template="reserved/told/opening_right.txt", link=link, right=right)


@on("user.disabled")
def end_opening_rights(entry: Entry) -> None:
    """The rights of a closed account end; opening it again gives none back. Twice ends none anew."""
    for right in OpeningRight.objects.filter(user=entry.subject_id, ended_at=None):
        end_opening_right(actor=User.objects.robot(), right=right)
