"""A search is kept, confirmed, turned off, told about and forgotten."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.queries import Asked
from taghyir.subscriptions.models import Delivery, Subscriber, Subscription
from taghyir.subscriptions.policies import (
    can_ask_subscription,
    can_confirm_subscription,
    can_end_subscription,
    can_run_subscriptions,
)
from taghyir.subscriptions.queries import LIMIT_A_DAY, line_of_now, mails_of_today, territory_asked

State = Subscription.State
_LONGEST = 2_000  # characters of a search, as an address writes it
_GIVES_UP_AFTER = 8  # mails in a row that could not be handed over: two weeks and a half


@action("subscription.asked")
def ask_subscription(*, actor: Any, email: str, asked: Asked, language: str) -> Subscription | None:
    """Keep a search until its address confirms it; a mail follows.

    None, and no mail, when five requests of the last day wait for this address: nobody is told so, who asks may be somebody
    else. Refused when the search is longer than 2,000 characters.
    """
    require(can_ask_subscription(actor))
    if len(query := asked.as_address()) > _LONGEST:
        raise Refused(_("This search is too long to be kept. Write fewer words."), code="long")
    subscriber = _subscriber(email)
    if mails_of_today(subscriber) >= LIMIT_A_DAY:
        return None
    territory = territory_asked(asked)
    return store(Subscription(subscriber=subscriber, query=query, territory=territory, language=language))


@action("subscription.confirmed")
def confirm_subscription(*, actor: None, subscription: Subscription) -> Subscription:
    """From now on it is told what becomes public. The one that stands, when its address keeps this search already.

    Refused when it is too old or off.
    """
    require(can_confirm_subscription(actor, subscription))
    subscription = _locked(subscription)
    if subscription.state == State.ACTIVE:
        return subscription
    if subscription.state != State.ASKED:
        raise Refused(_("This link is too old. Ask again: it takes a minute."), code="old")
    _lock_subscriber(subscription)
    twin = Subscription.objects.active().filter(subscriber=subscription.subscriber, query=subscription.query).first()
    if twin is not None:
        _forget(subscription, State.OFF)
        return twin
    subscription.state, subscription.confirmed_at = State.ACTIVE, timezone.now()
    subscription.told_up_to = line_of_now()
    return store(subscription)


@action("subscription.ended")
def end_subscription(*, actor: Any, subscription: Subscription) -> Subscription:
    """It is off. Its address is erased with its last search. Twice changes nothing."""
    require(can_end_subscription(actor, subscription))
    subscription = _locked(subscription)
    if subscription.state in (State.ASKED, State.ACTIVE):
        _forget(subscription, State.OFF)
    return subscription


@action("subscription.expired")
def expire_subscription(*, actor: Any, subscription: Subscription) -> Subscription:
    """Nobody confirmed it: it is forgotten. Nothing happens to one that was confirmed meanwhile."""
    require(can_run_subscriptions(actor))
    subscription = _locked(subscription)
    if subscription.state == State.ASKED:
        _forget(subscription, State.EXPIRED)
    return subscription


@action("subscription.told")
def tell_subscription(*, actor: Any, subscription: Subscription, organisations: int, told_up_to: int) -> Subscription:
    """Write that a mail with so many organisations goes out. Refused when it was told of this already."""
    require(can_run_subscriptions(actor))
    store(Delivery(subscription=subscription, organisations=organisations, told_up_to=told_up_to))
    subscription.told_up_to, subscription.last_told_at = told_up_to, timezone.now()
    subscription.failures, subscription.try_again_at = 0, None
    return store(subscription)


@action("subscription.mail_failed")
def record_failed_mail(*, actor: Any, subscription: Subscription) -> Subscription:
    """Try again after 1, 2, 4 … hours; the eighth time in a row, the search is off and the address is erased."""
    require(can_run_subscriptions(actor))
    subscription = _locked(subscription)
    if subscription.state != State.ACTIVE:
        return subscription
    subscription.failures += 1
    subscription.try_again_at = timezone.now() + dt.timedelta(hours=2 ** (subscription.failures - 1))
    if subscription.failures >= _GIVES_UP_AFTER:
        return _forget(subscription, State.OFF)
    return store(subscription)


def _locked(subscription: Subscription) -> Subscription:
    return Subscription.objects.select_for_update().get(pk=subscription.pk)


def _lock_subscriber(subscription: Subscription) -> Subscriber | None:
    """The address of a search, whose searches change one after the other."""
    key = subscription.subscriber_id
    return Subscriber.objects.select_for_update().get(pk=key) if key else None


def _subscriber(email: str) -> Subscriber:
    """The row of this address, locked: two requests at once are counted one after the other."""
    Subscriber.objects.bulk_create([Subscriber(email=email.lower())], ignore_conflicts=True)
    known = Subscriber.objects.select_for_update().filter(email__iexact=email).first()
    return known or _subscriber(email)  # it was erased while we waited for it


def _forget(subscription: Subscription, state: str) -> Subscription:
    """Empty it, and erase its address when no other search needs it."""
    subscriber = _lock_subscriber(subscription)
    subscription.subscriber, subscription.query, subscription.try_again_at = None, "", None
    subscription.state, subscription.ended_at = state, timezone.now()
    store(subscription)
    if subscriber and not subscriber.subscriptions.exists():  # type: ignore[attr-defined]
        subscriber.delete()
    return subscription
