"""The links of the mails: each is signed, is good for one thing, and is all the proof that is asked."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from taghyir.subscriptions.models import Subscriber, Subscription


def token_of(purpose: str, pk: int) -> str:
    """A signed word for `purpose` (confirm, stop, mine) about the row `pk`. One made for a purpose opens no other."""
    return signing.Signer(salt=f"subscriptions.{purpose}").sign(str(pk))


def _read(purpose: str, token: str) -> int:
    try:
        return int(signing.Signer(salt=f"subscriptions.{purpose}").unsign(token))
    except (signing.BadSignature, ValueError):
        return 0


def subscription_of(purpose: str, token: str) -> Subscription | None:
    """The search of which a link of this purpose speaks; None when the link is not ours."""
    found = Subscription.objects.select_related("subscriber", "territory")
    return found.filter(pk=_read(purpose, token)).first()


def subscriber_of(token: str) -> Subscriber | None:
    """The address whose searches a link shows; None when the link is not ours, or the address is erased."""
    return Subscriber.objects.filter(pk=_read("mine", token)).first()


def address_of(name: str, token: str, language: str) -> str:
    """The whole address of a page of a mail, in the language of who reads it."""
    with translation.override(language):
        return settings.SITE_URL + reverse(f"subscriptions:{name}", args=[token])
