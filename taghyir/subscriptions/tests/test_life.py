"""The whole life of a search that somebody keeps, as a visitor, from the mail to the last tap."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.subscriptions.models import Delivery, Subscriber, Subscription
from taghyir.subscriptions.queries import token_of
from taghyir.subscriptions.reactions import forget_requests, tell_what_is_new
from taghyir.subscriptions.tests.factories import RequestFactory, SubscriptionFactory, lines_are_old, made_public

pytestmark = pytest.mark.django_db
KEEP = "/fr/alerts/keep/?territory=nador"


def link_in(text: str, page: str) -> str:
    return urlsplit(re.search(rf"http\S+/alerts/{page}/\S+", text)[0]).path


def asks(client: Client, email: str = "salma@example.org", address: str = KEEP):
    return client.post(address, {"email": email})


def asked_and_confirmed(client: Client) -> str:
    """Keep what is new in Nador by mail; the address of the page of the searches."""
    asks(client)
    run_reactions()
    mine = client.post(link_in(mail.outbox.pop().body, "confirm"))["Location"]
    lines_are_old()
    return mine


def test_nothing_is_sent_until_the_button_of_the_first_mail_is_pressed(client):
    made_public(name="Coopérative Ancienne")
    assert "Nador" in client.get(KEEP).content.decode()
    answer = asks(client, "Salma@Example.org")
    assert answer["Location"] == "/fr/alerts/kept/?territory=nador"
    assert client.get(answer["Location"]).status_code == 200
    run_reactions()
    asking = mail.outbox.pop()
    assert asking.to == ["salma@example.org"]
    confirm = link_in(asking.body, "confirm")
    made_public(name="Coopérative Trop tôt")
    tell_what_is_new(0)
    assert mail.outbox == []
    assert Client().get(confirm).status_code == 200
    assert Subscription.objects.get().state == "asked"  # a program that follows links confirms nothing
    mine = client.post(confirm)["Location"]
    assert "Nador" in client.get(mine).content.decode()
    tell_what_is_new(0)
    assert mail.outbox == []  # nothing new since


def test_what_is_new_arrives_and_one_tap_stops_it(client):
    mine = asked_and_confirmed(client)
    miel = made_public(name="Miel du Gourougou")
    made_public(name="Jardins du Kef", code="KEF")
    tell_what_is_new(0)
    news = mail.outbox.pop()
    assert "Miel du Gourougou" in news.body and f"/fr/organisations/{miel.pk}/" in news.body
    assert "Kef" not in news.body
    assert Delivery.objects.get().organisations == 1
    stop = link_in(news.body, "stop")
    assert urlsplit(news.extra_headers["List-Unsubscribe"].strip("<>")).path == stop
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Client().get(stop).status_code == 200
    assert Subscription.objects.get().state == "active"
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    off = Subscription.objects.get()
    assert (off.state, off.subscriber, off.query) == ("off", None, "")
    assert not Subscriber.objects.exists()
    assert client.get(mine).status_code == client.post(stop).status_code == 200  # twice changes nothing
    made_public(name="Coopérative Tardive")
    tell_what_is_new(0)
    assert mail.outbox == []


def test_the_answer_is_the_same_whoever_is_known(client):
    SubscriptionFactory()
    known, unknown = asks(client), asks(client, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    for _again in range(8):
        assert asks(client)["Location"] == known["Location"]
    run_reactions()
    assert sorted({message.to[0] for message in mail.outbox}) == ["nobody@example.org", "salma@example.org"]
    assert len(mail.outbox) == 5 + 1  # five requests a day for an address; nobody is told


def test_a_browser_asks_twenty_times_an_hour(client):
    for number in range(20):
        assert asks(client, f"n{number}@example.org").status_code == 302
    refused = asks(client, "one@example.org")
    assert refused.status_code == 200
    assert "heure" in refused.content.decode()
    assert asks(Client(), "one@example.org").status_code == 302


def test_a_mail_program_that_follows_all_links_changes_nothing(client):
    asked, active = RequestFactory(query="q=miel"), SubscriptionFactory()
    for page, purpose, pk in (("confirm", "confirm", asked.pk), ("stop", "stop", active.pk)):
        for method in (client.get, client.head):
            assert method(f"/fr/alerts/{page}/{token_of(purpose, pk)}/").status_code == 200
    assert sorted(Subscription.objects.values_list("state", flat=True)) == ["active", "asked"]


def test_a_link_opens_one_thing_and_cannot_be_made_up(client):
    active = SubscriptionFactory()
    stop = token_of("stop", active.pk)
    for address in (
        f"/fr/alerts/confirm/{stop}/",
        f"/fr/alerts/stop/{stop[:-1]}x/",
        f"/fr/alerts/stop/{active.pk}/",
        f"/fr/alerts/stop/{active.pk + 1}:{stop.partition(':')[2]}/",
        "/fr/alerts/stop/%00/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    shown = client.get(f"/fr/alerts/mine/{stop}/").content.decode()
    assert "Nador" not in shown.partition("<main")[2].partition("</main>")[0]
    assert Subscription.objects.get().state == "active"


def test_what_nobody_confirms_is_forgotten_after_seven_days(client):
    old, young, kept = RequestFactory(query="q=miel"), RequestFactory(query="q=sel"), SubscriptionFactory()
    Subscription.objects.filter(pk__in=(old.pk, kept.pk)).update(asked_at=timezone.now() - dt.timedelta(days=8))
    alone = RequestFactory(query="q=lait", subscriber__email="alone@example.org")
    Subscription.objects.filter(pk=alone.pk).update(asked_at=timezone.now() - dt.timedelta(days=8))
    for _twice in range(2):
        forget_requests(0)
    states = dict(Subscription.objects.values_list("pk", "state"))
    assert states == {old.pk: "expired", young.pk: "asked", kept.pk: "active", alone.pk: "expired"}
    assert list(Subscriber.objects.values_list("email", flat=True)) == ["salma@example.org"]
    confirm = f"/fr/alerts/confirm/{token_of('confirm', alone.pk)}/"
    assert client.get(confirm).status_code == 200
    assert client.post(confirm).status_code == 200
    assert Subscription.objects.get(pk=alone.pk).state == "expired"


def test_the_same_search_twice_is_one(client):
    for _time in range(2):
        asks(client)
    run_reactions()
    links = [link_in(message.body, "confirm") for message in mail.outbox]
    seen = {client.post(link)["Location"] for link in links}
    assert len(seen) == 1
    assert sorted(Subscription.objects.values_list("state", flat=True)) == ["active", "off"]
    assert Subscriber.objects.count() == 1


def test_the_journal_never_holds_the_address(client):
    asks(client)
    run_reactions()
    client.post(link_in(mail.outbox[0].body, "confirm"))
    made_public()
    tell_what_is_new(0)
    assert "salma" not in repr(list(Entry.objects.values_list("details", flat=True)))
    assert {"subscription.asked", "subscription.confirmed", "subscription.told"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )


@pytest.mark.parametrize(
    "email",
    [
        "",
        "salma",
        "salma@example.org\nBcc: all@example.org",
        "salma@example.org, karim@example.org",
        "a" * 300 + "@example.org",
        "\u202esalma@example.org",
        "sal\x00ma@example.org",
    ],
)
def test_an_address_that_is_none_gets_a_sentence(client, email):
    answer = asks(client, email)
    assert answer.status_code == 200
    assert "email_error" in answer.content.decode()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&territory=%00",
        "q=%0d%0aBcc:all@example.org",
        "territory=nowhere&near=MA-&within=999&place=xx",
        "sector=<script>&kind='&legal_form=%22&label=" + "x" * 3_000,
        "q=" + "%D8%B2" * 200 + "&product=" + "%D8%B2" * 200,
        "near=MA-02.381.01.07&within=25&sort=distance",
        "q=%ed%a0%80&q=%F0%9F%98%80",
        "%s=%s&{{7*7}}=1",
    ],
)
def test_no_search_breaks_a_page_a_feed_or_a_mail(client, query):
    made_public()
    for page in ("keep", "kept", "feed"):
        assert client.get(f"/ar/alerts/{page}/?{query}").status_code == 200
    assert asks(client, address=f"/ar/alerts/keep/?{query}").status_code == 302
    run_reactions()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None and "Bcc" not in message.as_string()
    client.post(link_in(mail.outbox[0].body, "confirm"))
    assert Subscription.objects.get().state == "active"
    Subscription.objects.update(told_up_to=0)
    tell_what_is_new(0)
    for message in mail.outbox[1:]:
        assert "\n" not in message.subject and message.message()["Bcc"] is None
