"""Calendars: the address of each is signed, and is all the proof that is asked."""

import datetime as dt
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from taghyir.people.models import User
from taghyir.spaces.models import Booking, BookingQuerySet, Feed, Space
from taghyir.spaces.policies import can_read_feed, visible_bookings, visible_feeds

KEPT = dt.timedelta(days=90)  # how far back a calendar goes
_SIGNER = signing.Signer(salt="spaces.feed")
_TOLD = ("space__territory", "organisation", "person", "gathering")


def token_of(feed: Feed) -> str:
    """What stands in the address of a calendar."""
    return _SIGNER.sign(str(feed.pk))


def feed_of(token: str) -> Feed | None:
    """The calendar under this address; None when it is not ours, ended, or its owner no longer may."""
    try:
        pk = int(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    feed = Feed.objects.select_related("owner__person", "space__territory").filter(pk=pk).first()
    return feed if feed and can_read_feed(feed) else None


def feeds_with_all(actor: Any) -> QuerySet[Feed]:
    return visible_feeds(actor).select_related("space__territory").order_by("space__name_fr", "pk")


def told_by_feed(feed: Feed) -> BookingQuerySet:
    """All bookings of a space, or those made by or for the owner. What was cancelled stays, and says so."""
    rows = Booking.objects.filter(space=feed.space) if feed.space else _own(feed.owner)
    return rows.filter(ends_at__gte=timezone.now() - KEPT).select_related(*_TOLD).order_by("starts_at", "pk")


def _own(user: User) -> BookingQuerySet:
    mine = visible_bookings(user).order_by()
    return (
        mine.filter(booked_by=user) | mine.filter(person=user.person_id)
        if user.person_id
        else mine.filter(booked_by=user)
    )


def told_to_everybody(space: Space) -> BookingQuerySet:
    """Hours that are or were held, for a calendar that says nothing but that."""
    ended = (Booking.State.CANCELLED, Booking.State.REFUSED, Booking.State.ABSENT)
    rows = Booking.objects.filter(space=space, state__in=(*Booking.HOLDING, *ended))
    return rows.filter(ends_at__gte=timezone.now() - KEPT).order_by("starts_at", "pk")
