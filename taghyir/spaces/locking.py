"""Spaces and bookings as they are now, and as they stay until the action ends: one action after the other."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.storage import store
from taghyir.spaces.models import Booking, Space


def locked_space(space: Space) -> Space:
    """Who books it next waits: quotas and waiting lists are counted one booking after the other."""
    return Space.objects.select_for_update(of=("self",)).select_related("territory").get(pk=space.pk)


def locked_booking(booking: Booking) -> Booking:
    """The booking as it is now, its space before it, always in this order."""
    space = locked_space(booking.space)
    found = Booking.objects.select_for_update(of=("self",)).select_related("organisation", "person", "gathering")
    fresh = found.get(pk=booking.pk)
    fresh.space = space
    return fresh


def check_state(booking: Booking, *states: str) -> None:
    """Refused when somebody else decided meanwhile."""
    if booking.state not in states:
        state = booking.get_state_display()
        raise Refused(_("This booking is no longer open to that: %(state)s.") % {"state": state}, code="decided")


def store_changed(booking: Booking) -> Booking:
    """Save it as changed now: calendars that follow it hear of it."""
    booking.sequence += 1
    booking.changed_at = timezone.now()
    return store(booking)
