"""Who is to sign is told; the adviser hears what is signed; a file that closes ends its convention."""

from collections.abc import Iterable
from contextlib import suppress

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.conventions.actions import end_convention
from taghyir.conventions.models import Convention, ConventionSignature
from taghyir.conventions.queries import speakers_of
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


def _convention(key: int | None) -> Convention:
    return Convention.objects.select_related("case__organisation", "case__adviser").get(pk=key)


def _tell(users: Iterable[User], entry: Entry, template: str, convention: Convention) -> None:
    for user in users:
        if user.is_active and user.pk != entry.actor_id:
            with translation.override(user.language):
                link = reverse("conventions:convention", args=[convention.pk])
            tell(user, about=entry, template=f"conventions/told/{template}.txt", link=link, convention=convention)


@on("convention.to_sign")
def tell_who_signs(entry: Entry) -> None:
    """Tell those who speak for the enterprise and have an account. `tell` writes once."""
    convention = _convention(entry.subject_id)
    people = [member.person_id for member in speakers_of(convention.case)]
    _tell(User.objects.filter(person__in=people).order_by("pk"), entry, "to_sign", convention)


@on("convention.signed")
def tell_adviser_of_signature(entry: Entry) -> None:
    """Tell whoever follows the file, and who stands in for them. `tell` writes once."""
    signature = ConventionSignature.objects.get(pk=entry.subject_id)
    convention = _convention(signature.convention_id)
    _tell(with_substitutes(convention.case.adviser), entry, "signed", convention)


@on("convention.ended")
def tell_members_of_end(entry: Entry) -> None:
    """Tell the members that it ended, and why. `tell` writes once."""
    convention = _convention(entry.subject_id)
    _tell(accounts_of(convention.case.organisation), entry, "ended", convention)


@on("case.closed")
def end_with_case(entry: Entry) -> None:
    """The convention of a closed file has ended too. Run twice, it finds none left."""
    standing = Convention.objects.filter(case=entry.subject_id).exclude(state=Convention.State.ENDED).first()
    if standing:
        with translation.override(standing.language), suppress(Refused):
            why = _("The accompaniment is closed.")
            end_convention(actor=User.objects.robot(), convention=standing, end_reason=why)
