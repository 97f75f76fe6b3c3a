"""The equipment goes out and comes back; who came is counted."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.spaces.locking import check_state, locked_booking, locked_space, store_changed
from taghyir.spaces.models import Booking, Loan, Use
from taghyir.spaces.policies import can_lend_space, can_record_absence, can_record_use, can_take_space_back
from taghyir.tables.text import cleaned

State = Booking.State
BEFORE = dt.timedelta(days=1)  # it may be fetched the day before


@action("space.lent")
def lend_space(*, actor: User, booking: Booking, state_out: str) -> Loan:
    """The equipment of a confirmed booking leaves, in this state, and is due when the booking ends.

    Refused for a room, without its state, more than a day ahead, when it is over, or while somebody else still has it.
    """
    require(can_lend_space(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.CONFIRMED)
    if not booking.space.is_lent:
        raise Refused(_("A room or a desk is not carried away."), code="kind")
    if Loan.objects.filter(booking=booking).exists():
        raise Refused(_("It was handed over on this booking already."), code="lent")
    if booking.is_over or booking.starts_at > timezone.now() + BEFORE:
        raise Refused(_("It is handed over from the day before until the booking ends."), code="early")
    if not (state_out := cleaned(state_out)):
        raise Refused(_("Say in which state it leaves."), code="state", field="state_out")
    loan = Loan(booking=booking, space=booking.space, state_out=state_out, lent_by=actor, due_at=booking.ends_at)
    loan.out_at = timezone.now()
    return store(loan)


@action("space.taken_back")
def take_space_back(*, actor: User, loan: Loan, state_in: str, remarks: str = "") -> Loan:
    """It is back, in this state. Refused without its state, or when it was back."""
    require(can_take_space_back(actor, loan))
    locked_space(loan.space)
    loan = Loan.objects.select_related("booking__space__territory", "space__territory").get(pk=loan.pk)
    if loan.back_at is not None:
        raise Refused(_("It is back already."), code="back")
    if not (state_in := cleaned(state_in)):
        raise Refused(_("Say in which state it is back."), code="state", field="state_in")
    loan.back_at, loan.taken_back_by = timezone.now(), actor
    loan.state_in, loan.remarks = state_in, cleaned(remarks)
    return store(loan)


@action("space.used")
def record_use(
    *,
    actor: User,
    booking: Booking,
    kind: str,
    women: int = 0,
    men: int = 0,
    unsaid: int = 0,
    remark: str = "",
) -> Use:
    """What it was used for, and how many came; said again, it is corrected.

    One that nobody confirmed in time is counted too.
    Refused before it begins, without anybody, and beyond what the space holds without a remark.
    """
    require(can_record_use(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.ASKED, State.CONFIRMED, State.USED)
    if not booking.has_begun:
        raise Refused(_("It has not begun: nobody can have come."), code="early")
    known = Use.objects.filter(booking=booking).first()
    use = known or Use(booking=booking, held_on=booking.starts.date(), capacity=booking.space.capacity)
    use.kind, use.women, use.men, use.unsaid = kind, women, men, unsaid
    use.remark, use.recorded_by, use.recorded_at = cleaned(remark), actor, timezone.now()
    if booking.state != State.USED:
        booking.state = State.USED
        store_changed(booking)
    return store(use)


@action("booking.missed")
def record_absence(*, actor: User, booking: Booking) -> Booking:
    """Nobody came: what is left of its hours is free again. Refused before it begins, and when somebody came."""
    require(can_record_absence(actor, booking))
    booking = locked_booking(booking)
    check_state(booking, State.ASKED, State.CONFIRMED)
    if not booking.has_begun:
        raise Refused(_("It has not begun: nobody can have come."), code="early")
    if Loan.objects.filter(booking=booking).exists():
        raise Refused(_("The equipment went out: somebody came."), code="lent")
    booking.state, booking.decided_by = State.ABSENT, actor
    return store_changed(booking)
