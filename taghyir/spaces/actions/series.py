"""A series is answered, or given back, as one: from one of its dates on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.people.models import User
from taghyir.spaces.locking import locked_space
from taghyir.spaces.models import Booking, Loan, Series
from taghyir.spaces.policies import can_cancel_series, can_confirm_series, can_refuse_series
from taghyir.tables.text import cleaned

State = Booking.State
CHANGED = ("state", "reason", "decided_by", "sequence", "changed_at")


@action("series.confirmed")
def confirm_series(*, actor: User, booking: Booking) -> Series:
    """Yes to this date of a series and to those that follow. Refused when none of them waits for an answer."""
    require(can_confirm_series(actor, booking))
    return _decide(actor, booking, State.CONFIRMED, {State.ASKED})


@action("series.refused")
def refuse_series(*, actor: User, booking: Booking, reason: str) -> Series:
    """No to this date of a series and to those that follow, and why. Refused without a reason, or when none waits."""
    require(can_refuse_series(actor, booking))
    reason = cleaned(reason)
    if not reason:
        raise Refused(_("Say why: they read it."), code="reason", field="reason")
    return _decide(actor, booking, State.REFUSED, {State.ASKED}, reason)


@action("series.cancelled")
def cancel_series(*, actor: User, booking: Booking, reason: str = "") -> Series:
    """This date of a series and those that follow are free again. Refused when none of them stands.

    What is over or whose equipment is out stays as it is, and is counted.
    """
    require(can_cancel_series(actor, booking))
    return _decide(actor, booking, State.CANCELLED, {State.ASKED, State.CONFIRMED}, cleaned(reason))


def _decide(actor: User, booking: Booking, to: str, states: set[str], reason: str = "") -> Series:
    locked_space(booking.space)
    key = booking.series_id or 0  # of no series: none of its dates
    rows = Booking.objects.filter(series=key, starts_at__gte=booking.starts_at).exclude(state=to)
    out = set(Loan.objects.filter(booking__series=key, back_at=None).values_list("booking", flat=True))
    dates = list(rows.select_for_update().order_by("starts_at", "pk"))
    open_to_it = [one for one in dates if one.state in states and not one.is_over and one.pk not in out]
    if not open_to_it:
        raise Refused(_("None of these dates is open to that any more."), code="decided")
    for one in open_to_it:
        one.state, one.reason, one.decided_by = to, reason, actor
        one.sequence, one.changed_at = one.sequence + 1, timezone.now()
    Booking.objects.bulk_update(open_to_it, CHANGED)
    series = Series.objects.select_related("space__territory").get(pk=key)
    series.changed, series.left_out = len(open_to_it), len(dates) - len(open_to_it)
    told = {"bookings": [one.pk for one in open_to_it], "left_out": series.left_out, "reason": reason}
    vars(series)["journal_details"] = told
    return series
