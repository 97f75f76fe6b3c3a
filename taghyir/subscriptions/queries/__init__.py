"""What the pages, the mails, the feed and the pack are made of."""

from taghyir.subscriptions.queries.kept import (
    LIMIT_A_DAY,
    SMALLEST,
    described,
    described_each,
    mails_of_today,
    stale_requests,
    subscription_counts,
    subscriptions_due,
    territory_asked,
)
from taghyir.subscriptions.queries.links import address_of, subscriber_of, subscription_of, token_of
from taghyir.subscriptions.queries.news import latest_published, line_of_now, new_since
from taghyir.subscriptions.queries.packs import organisations_in_pocket, pack_of, published_facts, written_pack

__all__ = [
    "LIMIT_A_DAY",
    "SMALLEST",
    "address_of",
    "described",
    "described_each",
    "latest_published",
    "line_of_now",
    "mails_of_today",
    "new_since",
    "organisations_in_pocket",
    "pack_of",
    "published_facts",
    "stale_requests",
    "subscriber_of",
    "subscription_counts",
    "subscription_of",
    "subscriptions_due",
    "territory_asked",
    "token_of",
    "written_pack",
]
