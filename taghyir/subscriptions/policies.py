"""Who may keep a search, turn it off, and read how many there are. A signed link stands for the person: no account is needed."""

from typing import Any

from django.db.models import QuerySet

from taghyir.people.models import COORDINATORS
from taghyir.places.models import Territory
from taghyir.subscriptions.models import Subscriber, Subscription, SubscriptionQuerySet


def can_ask_subscription(actor: Any) -> bool:
    """Everybody, with an account or without."""
    return actor is None or not actor.is_robot


def can_confirm_subscription(actor: Any, subscription: Subscription) -> bool:
    """Whoever holds the link of the first mail: the address of the link is the proof."""
    return actor is None and subscription.pk is not None


def can_end_subscription(actor: Any, subscription: Subscription) -> bool:
    """Whoever holds the link of a mail; the robot, when an address answers no more."""
    return (actor is None or actor.is_robot) and subscription.pk is not None


def can_run_subscriptions(actor: Any) -> bool:
    """The robot alone sends, tries again, and forgets what was never confirmed."""
    return actor is not None and actor.is_robot


def can_count_subscriptions(actor: Any) -> bool:
    """Coordinators, in figures alone."""
    return bool(actor.is_authenticated and actor.has_role(*COORDINATORS))


def visible_subscriptions(subscriber: Subscriber | None) -> SubscriptionQuerySet:
    """The searches of one address, for who holds one of its links. Nobody else sees whose search is which."""
    if subscriber is None:
        return Subscription.objects.none()
    return Subscription.objects.filter(subscriber=subscriber)


def visible_counted_territories(actor: Any) -> QuerySet[Territory]:
    """The territories whose subscriptions `actor` may count: those where they coordinate."""
    if not can_count_subscriptions(actor):
        return Territory.objects.none()
    reach = actor.reach(*COORDINATORS)
    if reach.everywhere:
        return Territory.objects.all()
    return Territory.objects.filter(pk__in=reach.territories) | Territory.objects.filter(country__in=reach.countries)
