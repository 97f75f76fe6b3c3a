"""Labels: recorded with their paper, checked by somebody who reads it, removed, and over when their day has come."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.storage import store
from taghyir.directory.label_kinds import LABEL_KINDS
from taghyir.directory.models import Label, LabelKind, Organisation
from taghyir.directory.policies import (
    can_change_organisation,
    can_check_label,
    can_load_legal_forms,
    can_record_label,
    can_remove_label,
    can_watch_labels,
)
from taghyir.directory.queries.labels import codes_standing
from taghyir.people.models import User

PAPERS = {"pdf", "jpg", "jpeg", "png"}


@action("label_kinds.loaded")
def load_label_kinds(*, actor: User) -> int:
    """Bring the labels that exist up to date with the seed. Running twice changes nothing. Returns how many there are."""
    require(can_load_legal_forms(actor))
    for code, facts in LABEL_KINDS.items():
        LabelKind.objects.update_or_create(code=code, defaults=facts)
    return len(LABEL_KINDS)


@action("label.recorded")
def record_label(
    *,
    actor: User,
    organisation: Organisation,
    kind: LabelKind,
    given_on: dt.date,
    file: UploadedFile,
    number: str = "",
    expires_on: dt.date | None = None,
) -> Label:
    """A label with its certificate. What field staff record is checked; what its own people record waits for them.

    Refused without a readable certificate, from a day to come, from a day on which it was over before it began, and when
    it is a label of another country.
    """
    require(can_record_label(actor, organisation))
    if kind.country not in ("", organisation.country):
        raise Refused(_("This label is of another country than the organisation."), code="country", field="kind")
    if given_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future", field="given_on")
    label = Label(
        organisation=organisation,
        kind=kind,
        number=number.strip(),
        given_on=given_on,
        expires_on=expires_on,
        paper=keep_file(file, by=actor, extensions=PAPERS),
    )
    if can_change_organisation(actor, organisation):
        label.checked_by, label.checked_on = actor, timezone.localdate()
    label = store(label)
    _count_labels(organisation)
    return label


@action("label.checked")
def check_label(*, actor: User, label: Label) -> Label:
    """Somebody of the field staff has read the certificate: everybody sees the label."""
    require(can_check_label(actor, label))
    label.checked_by, label.checked_on = actor, timezone.localdate()
    label = store(label)
    _count_labels(label.organisation)
    return label


@action("label.removed")
def remove_label(*, actor: User, label: Label) -> Organisation:
    """The label was a mistake, or was taken back: the card no longer shows it, its certificate is gone, the journal keeps it."""
    require(can_remove_label(actor, label))
    organisation, paper = label.organisation, label.paper
    label.delete()
    forget_file(paper)
    _count_labels(organisation)
    vars(organisation)["journal_details"] = {"kind": label.kind.code, "given_on": str(label.given_on)}
    return organisation


@action("label.falls_due")
def warn_of_label(*, actor: User, label: Label) -> Label:
    """Its people are told once that it ends soon."""
    require(can_watch_labels(actor))
    label.warned_of = label.expires_on
    return store(label)


@action("organisation.labels_counted")
def count_labels(*, actor: User, organisation: Organisation) -> Organisation:
    """What stands today is what it is found by: after the end of a label, a merge or a parting."""
    require(can_watch_labels(actor))
    return _count_labels(organisation)


def _count_labels(organisation: Organisation) -> Organisation:
    organisation.labels = codes_standing(organisation)
    Organisation.objects.filter(pk=organisation.pk).update(labels=organisation.labels)
    return organisation
