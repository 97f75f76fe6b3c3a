"""Calendars under an address of their own, and their end."""

from django.utils import timezone

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.spaces.models import Feed, Space
from taghyir.spaces.policies import can_end_feed, can_start_feed


@action("calendar.started")
def start_feed(*, actor: User, space: Space | None = None) -> Feed:
    """An address under which a calendar program reads the bookings of `actor`, or those of a space. Refused twice."""
    require(can_start_feed(actor, space))
    return store(Feed(owner=actor, space=space))


@action("calendar.ended")
def end_feed(*, actor: User, feed: Feed) -> Feed:
    """Its address leads nowhere from now on; a new one is another. Twice changes nothing."""
    require(can_end_feed(actor, feed))
    feed.ended_at = feed.ended_at or timezone.now()
    return store(feed)
