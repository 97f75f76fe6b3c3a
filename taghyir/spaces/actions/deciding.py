"""Somebody of the mechanism says yes or no; whoever waits is told when hours become free."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.spaces.locking import check_state, locked_booking, store_changed
from taghyir.spaces.models import Booking
from taghyir.spaces.policies import can_confirm_booking, can_offer_place, can_refuse_booking
from taghyir.tables.text import cleaned

State = Booking.State


@action("booking.confirmed")
def confirm_booking(*, actor: User, booking: Booking) -> Booking:
    """Yes. Refused when it was decided, or is over."""
    require(can_confirm_booking(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.ASKED)
    if booking.is_over:
        raise Refused(_("These hours are past."), code="over")
    booking.state, booking.decided_by = State.CONFIRMED, actor
    return store_changed(booking)


@action("booking.refused")
def refuse_booking(*, actor: User, booking: Booking, reason: str) -> Booking:
    """No, and why: the space is free again. Refused without a reason, or when it was decided."""
    require(can_refuse_booking(actor, booking))
    reason = cleaned(reason)
    if not reason:
        raise Refused(_("Say why: they read it."), code="reason", field="reason")
    booking = locked_booking(booking)
    check_state(booking, State.ASKED)
    booking.state, booking.reason, booking.decided_by = State.REFUSED, reason, actor
    return store_changed(booking)


@action("booking.offered")
def offer_place(*, actor: User, booking: Booking) -> Booking:
    """The hours that somebody waits for are free: they are told, and take them in one press. Refused when they wait no more."""
    require(can_offer_place(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.WAITING)
    booking.offered_at = timezone.now()
    return store(booking)
