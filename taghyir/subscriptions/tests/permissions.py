"""Everybody keeps a search and carries a territory; coordinators count."""

from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.subscriptions.queries import token_of
from taghyir.subscriptions.tests.factories import RequestFactory, SubscriptionFactory

EVERYBODY = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)


def permissions() -> list[Line]:
    active, asked, territory = SubscriptionFactory(), RequestFactory(query="q=miel"), TerritoryFactory()
    confirm, stop = (token_of("confirm", asked.pk),), (token_of("stop", active.pk),)
    mine, slug = (token_of("mine", active.subscriber_id),), (territory.slug,)
    return [
        Line("subscriptions:keep_search", EVERYBODY, query="q=zio&territory=nador"),
        Line("subscriptions:search_kept", EVERYBODY, query="q=zio"),
        Line("subscriptions:confirm_search", EVERYBODY, args=confirm),
        Line("subscriptions:stop_search", EVERYBODY, args=stop),
        Line("subscriptions:stop_search", EVERYBODY, args=stop, method="post"),
        Line("subscriptions:my_searches", EVERYBODY, args=mine),
        Line("subscriptions:feed", EVERYBODY, query="territory=nador"),
        Line("subscriptions:subscription_counts", {"amina": 200, "pilar": 200}, everybody_else=403),
        Line("subscriptions:subscription_counts", {"amina": 200, "pilar": 200}, 403, query="format=xlsx"),
        Line("subscriptions:pocket", EVERYBODY, args=slug, query="q=zio"),
        Line("subscriptions:pocket_manifest", EVERYBODY, args=slug),
        Line("subscriptions:pocket_worker", EVERYBODY, args=slug),
        Line("subscriptions:pocket_pack", EVERYBODY, args=slug),
    ]
