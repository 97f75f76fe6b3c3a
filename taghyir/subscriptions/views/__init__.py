"""The pages of subscriptions: a search that is kept, its feed, and a territory in a pocket."""

from taghyir.subscriptions.views.feeds import feed
from taghyir.subscriptions.views.pocket import pocket, pocket_manifest, pocket_pack, pocket_worker
from taghyir.subscriptions.views.searches import (
    confirm_search,
    keep_search,
    my_searches,
    search_kept,
    stop_search,
    subscription_counts,
)

__all__ = [
    "confirm_search",
    "feed",
    "keep_search",
    "my_searches",
    "pocket",
    "pocket_manifest",
    "pocket_pack",
    "pocket_worker",
    "search_kept",
    "stop_search",
    "subscription_counts",
]
