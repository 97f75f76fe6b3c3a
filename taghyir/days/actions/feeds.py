"""The calendar of somebody's work, and its end."""

from django.utils import timezone

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.days.models import Feed
from taghyir.days.policies import can_end_feed, can_start_feed
from taghyir.people.models import User


@action("day_calendar.started")
def start_feed(*, actor: User) -> Feed:
    """An address under which a calendar program reads what is due for `actor`. Refused twice."""
    require(can_start_feed(actor))
    return store(Feed(owner=actor))


@action("day_calendar.ended")
def end_feed(*, actor: User, feed: Feed) -> Feed:
    """Its address leads nowhere from now on; a new one is another. Twice changes nothing."""
    require(can_end_feed(actor, feed))
    feed.ended_at = feed.ended_at or timezone.now()
    feed.noted.all().delete()
    return store(feed)
