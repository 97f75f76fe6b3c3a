"""What follows in the background: the adviser hears what is not right and what is signed, the member that it was answered."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.models import Case
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.dossiers.models import Objection, Signature
from taghyir.dossiers.policies import can_say_not_right
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


def _tell(users: Iterable[User], entry: Entry, name: str, subject: Objection | Signature, case: Case) -> None:
    for user in users:
        if user.pk != entry.actor_id and user.is_active:
            with translation.override(user.language):
                link = reverse("dossiers:own_file", args=[case.pk])
            tell(user, about=entry, template=f"dossiers/told/{name}.txt", link=link, subject=subject)


@on("objection.said")
def tell_adviser_of_objection(entry: Entry) -> None:
    """Tell whoever follows the file, and who stands in for them. `tell` writes once."""
    said = Objection.objects.select_related("case__organisation", "case__adviser").get(pk=entry.subject_id)
    _tell(with_substitutes(said.case.adviser), entry, "objection_said", said, said.case)


@on("objection.answered")
def tell_member_of_answer(entry: Entry) -> None:
    """Tell who said it, unless they left the organisation since. `tell` writes once."""
    said = Objection.objects.select_related("case__organisation", "said_by").get(pk=entry.subject_id)
    if can_say_not_right(said.said_by, said.case):
        _tell([said.said_by], entry, "objection_answered", said, said.case)


def _signed(entry: Entry) -> Signature:
    named = ("case__organisation", "case__adviser", "signed_by__person")
    return Signature.objects.select_related(*named).get(pk=entry.subject_id)


@on("plan.paper_kept")
def tell_of_signed_paper(entry: Entry) -> None:
    """Tell the members whose name was put there, and whoever follows the file. `tell` writes once."""
    signed = _signed(entry)
    told = [*accounts_of(signed.case.organisation), *with_substitutes(signed.case.adviser)]
    _tell(told, entry, "plan_paper_kept", signed, signed.case)


@on("plan.signed")
def tell_adviser_of_signature(entry: Entry) -> None:
    """Tell whoever follows the file, and who stands in for them. `tell` writes once."""
    signed = _signed(entry)
    _tell(with_substitutes(signed.case.adviser), entry, "plan_signed", signed, signed.case)
