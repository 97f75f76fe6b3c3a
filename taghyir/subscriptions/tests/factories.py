import datetime as dt

import factory
from django.utils import timezone

from taghyir.core.models import Entry
from taghyir.directory.actions import hide_organisation, publish_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.subscriptions.models import Subscriber, Subscription
from taghyir.subscriptions.queries import line_of_now


class SubscriberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscriber
        django_get_or_create = ("email",)

    email = "salma@example.org"


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """Salma keeps what is new in Nador, in French; confirmed ten days ago, told nothing yet."""

    class Meta:
        model = Subscription

    subscriber = factory.SubFactory(SubscriberFactory)
    territory = factory.SubFactory(TerritoryFactory)
    query = factory.LazyAttribute(lambda one: f"territory={one.territory.slug}" if one.territory else "")
    language = "fr"
    state = Subscription.State.ACTIVE
    confirmed_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=10))
    told_up_to = factory.LazyFunction(line_of_now)


class RequestFactory(SubscriptionFactory):
    """Asked, and not confirmed yet."""

    state = Subscription.State.ASKED
    confirmed_at = None


def lines_are_old(days: float = 1) -> None:
    """The journal was written a while ago: its lines have settled."""
    Entry.objects.filter(at__gt=timezone.now() - dt.timedelta(hours=1)).update(
        at=timezone.now() - dt.timedelta(days=days)
    )


def made_public(days: float = 1, **facts) -> Organisation:
    """An organisation of Nador that Pilar published some days ago."""
    organisation = OrganisationFactory(**facts)
    publish_organisation(actor=somebody("pilar"), organisation=organisation)
    lines_are_old(days)
    return organisation


def hidden_again(organisation: Organisation) -> None:
    hide_organisation(actor=somebody("pilar"), organisation=organisation)
    lines_are_old()
