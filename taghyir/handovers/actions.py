"""Something is handed over; its deed is signed with the finger, or scanned."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Membership
from taghyir.documents.actions import add_document, add_version
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.policies import can_attach_deed, can_change_handover, can_record_handover, can_sign_deed
from taghyir.handovers.queries import digest_of, values_read, words_of_deed
from taghyir.people.models import User
from taghyir.tables.drawings import keep_drawing
from taghyir.tables.meanwhile import check_unchanged
from taghyir.tables.money import DECIMALS
from taghyir.tables.text import cleaned


@action("handover.recorded")
def record_handover(*, actor: User, case: Case, **fields: Any) -> HandOver:
    """Write what is handed over, its value and whose money it is.

    Refused for a grant without an amount, more decimals than the currency has, equipment without a state, a day to come
    or before the demand, and when the file is closed.
    """
    require(can_record_handover(actor, case))
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("demand").get(pk=case.pk)
    if not case.is_open:
        raise Refused(_("This file is closed: it can be read, no longer written."), code="closed")
    handover = _written(HandOver(case=case, handed_by=actor), fields)
    vars(handover)["journal_details"] = {"case": case.pk, "amount": str(handover.money or "")}
    return handover


@action("handover.changed")
def change_handover(*, actor: User, handover: HandOver, read: str = "", **fields: Any) -> HandOver:
    """Put right what was written wrong.

    Refused as `record_handover`, once the deed is signed or attached, and when somebody changed it since it was `read`.
    """
    require(can_change_handover(actor, handover))
    handover = _unsigned(handover)
    before = words_of_deed(handover)
    check_unchanged(read, *values_read(handover))
    handover = _written(handover, fields)
    after = words_of_deed(handover)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    vars(handover)["journal_details"] = {"changes": changes}
    return handover


@action("deed.signed")
def sign_deed(*, actor: User, handover: HandOver, digest: str, drawing: UploadedFile) -> DeedSignature:
    """Sign the deed as it stands. Refused when it changed since it was read, or is signed already."""
    require(can_sign_deed(actor, handover))
    handover = _unsigned(handover)
    words = words_of_deed(handover)
    if digest != digest_of(words):
        raise Refused(_("The deed changed meanwhile: read it again, then sign."), code="changed")
    held = Membership.objects.standing().filter(organisation=handover.case.organisation_id, person=actor.person_id)
    kept = keep_drawing(drawing, by=actor)
    function = held.order_by("-is_board", "pk")[0].function
    signed = DeedSignature(handover=handover, signed_by=actor, function=function, digest=digest, words=words)
    signed.drawing = kept
    return store(signed)


@action("deed.attached")
def attach_deed(*, actor: User, handover: HandOver, file: UploadedFile) -> HandOver:
    """Put the deed that was signed on paper among the documents of the file; sent again, it is a newer version there."""
    require(can_attach_deed(actor, handover))
    handover = HandOver.objects.select_for_update(of=("self",)).select_related("case", "deed").get(pk=handover.pk)
    if handover.deed and not handover.deed.is_withdrawn:
        add_version(actor=actor, document=handover.deed, file=file)
        return handover
    handover.deed = add_document(
        actor=actor, case=handover.case, kind="deed", title=handover.what, file=file, is_shared=True
    )
    return store(handover)


def _unsigned(handover: HandOver) -> HandOver:
    named = ("case__organisation", "case__demand", "handed_by__person")
    held = HandOver.objects.select_for_update(of=("self",)).select_related(*named).get(pk=handover.pk)
    if held.deed_id or DeedSignature.objects.filter(handover=held).exists():
        raise Refused(_("The deed is signed: what was handed over is not changed any more."), code="signed")
    return held


def _written(handover: HandOver, fields: dict[str, Any]) -> HandOver:
    for name, value in fields.items():
        setattr(handover, name, cleaned(value) if isinstance(value, str) else value)
    if handover.handed_on > timezone.localdate():
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future", field="handed_on")
    if handover.handed_on < handover.case.demand.received_on:
        raise Refused(_("This day is before the demand of the enterprise."), code="before", field="handed_on")
    money = handover.money if handover.currency in DECIMALS else None
    if money and money.amount != handover.amount:
        sentence = _("%(currency)s has %(n)s decimals.") % {"currency": money.currency, "n": DECIMALS[money.currency]}
        raise Refused(sentence, code="decimals", field="amount")
    return store(handover)
