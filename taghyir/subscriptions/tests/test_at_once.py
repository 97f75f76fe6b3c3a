"""Two workers, or two taps, at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from time import sleep

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from taghyir.directory.queries import Asked
from taghyir.subscriptions.actions import ask_subscription, confirm_subscription, end_subscription
from taghyir.subscriptions.models import Delivery, Subscriber, Subscription
from taghyir.subscriptions.reactions import tell_one
from taghyir.subscriptions.tests.factories import RequestFactory, SubscriptionFactory, made_public

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> None:
    """Do all of them together, each on a connection of its own; what fails in one fails here."""
    barrier, failed = Barrier(len(deeds)), []

    def run(deed):
        barrier.wait()
        try:
            deed()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_two_workers_send_one_mail(monkeypatch):
    one = SubscriptionFactory()
    made_public()
    send = EmailMessage.send

    def slow(message, *args, **options):
        sleep(0.3)
        return send(message, *args, **options)

    monkeypatch.setattr(EmailMessage, "send", slow)
    at_once(*[lambda: tell_one(one.pk)] * 4)
    assert len(mail.outbox) == Delivery.objects.count() == 1


def test_an_address_that_asks_six_times_at_once_is_asked_five_times():
    words = {"actor": None, "email": "salma@example.org", "language": "fr"}
    at_once(*[lambda n=n: ask_subscription(asked=Asked(q=f"miel {n}"), **words) for n in range(8)])
    assert Subscription.objects.count() == 5
    assert Subscriber.objects.count() == 1


def test_the_same_search_confirmed_twice_at_once_is_one():
    asked = [RequestFactory(query="q=miel") for _time in range(3)]
    at_once(*[lambda one=one: confirm_subscription(actor=None, subscription=one) for one in asked])
    assert sorted(Subscription.objects.values_list("state", flat=True)) == ["active", "off", "off"]


def test_two_taps_on_the_last_two_searches_erase_the_address():
    kept = [SubscriptionFactory(query=f"q=miel{number}") for number in range(3)]
    at_once(*[lambda one=one: end_subscription(actor=None, subscription=one) for one in [*kept, *kept]])
    assert set(Subscription.objects.values_list("state", flat=True)) == {"off"}
    assert not Subscriber.objects.exists()
