"""The two mails of a search: the one that asks, and the news. Plain text that reads well from either side."""

import unicodedata
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from taghyir.core.mail import from_its_side
from taghyir.design import formats
from taghyir.directory.models import Organisation
from taghyir.directory.queries import Asked
from taghyir.subscriptions.models import Subscription
from taghyir.subscriptions.queries import address_of, described, token_of
from taghyir.tables.text import cleaned

LISTED = 30  # organisations in one mail; the list has the others
_ISOLATE, _END = "\u2068", "\u2069"  # around what stands apart in its own direction


def asked_of(subscription: Subscription) -> Asked:
    """What it looks for, read again by the rules of today: a value that is no longer possible is left out."""
    return Asked.read(dict(parse_qsl(subscription.query)))


def request_mail(subscription: Subscription) -> EmailMessage:
    """Asks the address whether it wants the search. It quotes nothing that was typed: who typed it may be somebody else."""
    stop = address_of("stop_search", token_of("stop", subscription.pk), subscription.language)
    confirm = address_of("confirm_search", token_of("confirm", subscription.pk), subscription.language)
    with _written_for(subscription):
        words = {"confirm": confirm, "territory": subscription.territory, "site": settings.SITE_URL}
        return _mail(subscription, "subscriptions/mail/request.txt", words, stop)


def news_mail(subscription: Subscription, organisations: list[Organisation]) -> EmailMessage:
    """The organisations that became public since the last mail, each with the address of its card."""
    stop = address_of("stop_search", token_of("stop", subscription.pk), subscription.language)
    mine = address_of("my_searches", token_of("mine", subscription.subscriber_id or 0), subscription.language)
    with _written_for(subscription):
        words = {
            "asked": apart(described(asked_of(subscription))),
            "since": subscription.last_told_at or subscription.confirmed_at,
            "lines": [_line_of(organisation) for organisation in organisations[:LISTED]],
            "count": len(organisations),
            "others": max(0, len(organisations) - LISTED),
            "all": f"{settings.SITE_URL}{reverse('directory:organisations')}?{subscription.query}",
            "stop": stop,
            "mine": mine,
        }
        return _mail(subscription, "subscriptions/mail/news.txt", words, stop)


def apart(text: str) -> str:
    """`text` on one line, isolated when it has letters that run against the language of the mail."""
    text = " ".join(cleaned(text).split())
    against = ("L",) if translation.get_language_bidi() else ("R", "AL")
    has_other = any(unicodedata.bidirectional(letter) in against for letter in text)
    return f"{_ISOLATE}{text}{_END}" if has_other else text


def _line_of(organisation: Organisation) -> dict[str, str]:
    where = organisation.place or organisation.territory
    about = [str(thing) for thing in (organisation.activity_noted, where) if thing]
    return {
        "name": apart(str(organisation)),
        "other": apart(organisation.other_name),
        "about": " · ".join(apart(thing) for thing in about),
        "link": settings.SITE_URL + organisation.get_absolute_url(),
    }


def _written_for(subscription: Subscription) -> AbstractContextManager[None]:
    """In the language of the subscriber, with the words and the months of the country of the search."""
    country = str(subscription.territory.country) if subscription.territory else None
    return formats.written_in(subscription.language, country)


def _mail(subscription: Subscription, template: str, words: dict[str, Any], stop: str) -> EmailMessage:
    subject, _first, body = render_to_string(template, words).strip().partition("\n")
    lines = [line.strip() for line in body.strip().splitlines()]
    return EmailMessage(
        subject=from_its_side(" ".join(subject.split()))[:180],
        body=from_its_side("\n".join(lines)) + "\n",
        to=[subscription.subscriber.email] if subscription.subscriber else [],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
