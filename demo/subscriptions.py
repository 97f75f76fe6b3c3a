"""Invented searches that visitors keep: enough in Nador to be counted, too few elsewhere to be said."""

from taghyir.directory.queries import Asked
from taghyir.subscriptions.actions import ask_subscription, confirm_subscription
from taghyir.subscriptions.models import Subscription

KEPT = (("nador", "fr", 4), ("nador", "ar", 3), ("berkane", "ar", 2), ("le-kef", "ar", 3), ("tunis", "fr", 6))


def keep_searches() -> int:
    """Ask and confirm each, once: nothing when some are kept already. Returns how many are kept now."""
    if Subscription.objects.exists():
        return 0
    for territory, language, how_many in KEPT:
        for number in range(how_many):
            email = f"{territory}-{language}-{number}@example.org"
            asked = Asked(territory=territory, women_led=number == 0)
            asking = ask_subscription(actor=None, email=email, asked=asked, language=language)
            if asking is not None:
                confirm_subscription(actor=None, subscription=asking)
    return Subscription.objects.active().count()
