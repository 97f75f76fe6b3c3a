"""What is new goes out once, to those it is for, and reads well from either side."""

import datetime as dt

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.directory.actions import publish_organisation
from taghyir.directory.queries import Asked
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.subscriptions import actions, mails, policies
from taghyir.subscriptions.models import Delivery, Subscriber, Subscription
from taghyir.subscriptions.queries import line_of_now, new_since, subscription_counts
from taghyir.subscriptions.reactions import send_request, tell_one, tell_what_is_new
from taghyir.subscriptions.tests.factories import (
    RequestFactory,
    SubscriptionFactory,
    hidden_again,
    lines_are_old,
    made_public,
)

pytestmark = pytest.mark.django_db


def robot() -> User:
    return User.objects.robot()


def names_new_for(subscription: Subscription) -> list[str]:
    found = new_since(mails.asked_of(subscription), subscription.told_up_to, line_of_now())
    return [organisation.name for organisation in found]


def test_twice_sends_once_and_once_a_week():
    one = SubscriptionFactory()
    made_public(name="Miel")
    for _time in range(3):
        tell_what_is_new(0)
    assert len(mail.outbox) == 1
    made_public(name="Sel")
    tell_what_is_new(0)
    assert len(mail.outbox) == 1  # the week is not over
    Subscription.objects.update(last_told_at=timezone.now() - dt.timedelta(days=7))
    tell_what_is_new(0)
    assert len(mail.outbox) == 2
    assert "Sel" in mail.outbox[1].body and "Miel" not in mail.outbox[1].body
    one.refresh_from_db()
    assert one.told_up_to == Delivery.objects.first().told_up_to


def test_a_mail_that_fails_is_tried_again_and_stops_no_other(monkeypatch, caplog):
    for name in ("first", "second", "third"):
        SubscriptionFactory(subscriber__email=f"{name}@example.org")
    made_public()
    send = EmailMessage.send

    def breaks(message, *args, **options):
        if message.to == ["first@example.org"]:
            raise OSError("the server of first@example.org does not answer")
        return send(message, *args, **options)

    monkeypatch.setattr(EmailMessage, "send", breaks)
    tell_what_is_new(0)
    assert sorted(message.to[0] for message in mail.outbox) == ["second@example.org", "third@example.org"]
    failed = Subscription.objects.get(subscriber__email="first@example.org")
    assert (failed.failures, failed.told_up_to, failed.deliveries.count()) == (1, failed.told_up_to, 0)
    assert failed.try_again_at > timezone.now()
    assert "OSError" in caplog.text and "first@example.org" not in caplog.text

    monkeypatch.setattr(EmailMessage, "send", send)
    tell_what_is_new(0)
    assert len(mail.outbox) == 2  # not before its hour
    Subscription.objects.filter(pk=failed.pk).update(try_again_at=timezone.now())
    tell_what_is_new(0)
    assert mail.outbox[2].to == ["first@example.org"]
    failed.refresh_from_db()
    assert (failed.failures, failed.try_again_at) == (0, None)


def test_an_address_that_never_answers_is_erased():
    one = SubscriptionFactory()
    for _time in range(8):
        actions.record_failed_mail(actor=robot(), subscription=one)
    one.refresh_from_db()
    assert (one.state, one.subscriber) == ("off", None)
    assert not Subscriber.objects.exists()
    assert actions.record_failed_mail(actor=robot(), subscription=one).failures == 8


def test_a_request_is_sent_once_and_quotes_nothing_that_was_typed():
    asked = RequestFactory(query="q=buy+now+evil.example&territory=nador")
    entry = type("Line", (), {"subject_id": asked.pk})
    for _time in range(2):
        send_request(entry)
    assert len(mail.outbox) == 1
    assert "evil" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "Nador" in mail.outbox[0].body


def test_what_was_public_when_we_last_looked_is_not_new():
    old = made_public(name="Ancienne")
    left = made_public(name="Partie")
    hidden_again(left)
    one = SubscriptionFactory()
    assert names_new_for(one) == []
    made_public(name="Nouvelle")
    hidden_again(old)
    hidden_again(made_public(name="Cachée"))
    for organisation in (old, left):
        publish_organisation(actor=somebody("pilar"), organisation=organisation)
    lines_are_old()
    assert names_new_for(one) == ["Nouvelle", "Partie"]


def test_a_line_that_is_still_being_written_waits():
    one = SubscriptionFactory()
    made_public(days=0, name="À l’instant")
    assert names_new_for(one) == []


@pytest.mark.parametrize(
    ("language", "code", "month"), [("ar", "NAD", "غشت"), ("ar", "KEF", "أوت"), ("fr", "NAD", "août")]
)
def test_the_months_are_those_of_the_country(language, code, month):
    august = dt.datetime(2026, 8, 4, 9, tzinfo=dt.UTC)
    one = SubscriptionFactory(territory=TerritoryFactory(code=code), language=language, confirmed_at=august)
    made_public(code=code)
    tell_one(one.pk)
    assert month in mail.outbox[0].body


def test_an_arabic_mail_reads_from_its_side():
    one = SubscriptionFactory(language="ar")
    made_public(phone="")
    tell_one(one.pk)
    message = mail.outbox[0]
    lines = [line for line in message.body.splitlines() if line]
    assert all(line.startswith(("\u200f", "http")) for line in lines)
    assert message.subject.startswith("\u200f")
    assert "تعاونية تيفاوين" in message.body
    assert "\u2068Coopérative Tifawin\u2069" in message.body
    assert f"{lines[-1]}".startswith("http") and "/ar/alerts/mine/" in lines[-1]
    assert message.message()["Content-Type"].startswith("text/plain")


def test_marks_of_direction_in_a_search_turn_no_mail_around():
    one = SubscriptionFactory(query="q=%E2%80%AEevil%0D%0ABcc%3A+x%40example.org")
    with_news = mails.news_mail(one, [made_public()])
    assert "\u202e" not in with_news.subject + with_news.body
    assert with_news.message()["Bcc"] is None
    headers = with_news.message().as_bytes().split(b"\n\n")[0].replace(b"\n ", b"")
    assert b"List-Unsubscribe:<http" in headers.replace(b": ", b":")


def test_a_long_list_is_cut_and_says_how_many_others():
    one = SubscriptionFactory()
    for number in range(33):
        made_public(name=f"Coopérative {number:02}")
    tell_one(one.pk)
    assert mail.outbox[0].body.count("/fr/organisations/") == 30 + 1
    assert Delivery.objects.get().organisations == 33


def test_news_cost_the_same_for_three_and_for_thirty(django_assert_num_queries):
    one = SubscriptionFactory()
    for count in (3, 27):
        for number in range(count):
            made_public(name=f"Coopérative {count} {number}")
        up_to = line_of_now()
        with django_assert_num_queries(1):
            found = list(new_since(Asked(), one.told_up_to, up_to))
        with django_assert_num_queries(1):
            mails.news_mail(one, found)
    assert len(found) == 30


def test_only_the_robot_sends_and_only_links_confirm_or_end():
    one, asked, pilar = SubscriptionFactory(), RequestFactory(query="q=miel"), somebody("pilar")
    for act, subject in (
        (actions.confirm_subscription, asked),
        (actions.end_subscription, one),
        (actions.expire_subscription, asked),
        (actions.record_failed_mail, one),
    ):
        with pytest.raises(NotAllowed):
            act(actor=pilar, subscription=subject)
    with pytest.raises(NotAllowed):
        actions.tell_subscription(actor=pilar, subscription=one, organisations=1, told_up_to=1)
    with pytest.raises(NotAllowed):
        actions.ask_subscription(actor=robot(), email="a@example.org", asked=Asked(), language="fr")
    assert not policies.can_count_subscriptions(somebody("karim"))
    assert policies.visible_subscriptions(None).count() == 0


def test_it_is_told_of_the_same_lines_once():
    one = SubscriptionFactory()
    actions.tell_subscription(actor=robot(), subscription=one, organisations=1, told_up_to=9)
    with pytest.raises(Refused):
        actions.tell_subscription(actor=robot(), subscription=one, organisations=1, told_up_to=9)


def test_what_was_confirmed_meanwhile_does_not_expire():
    one = SubscriptionFactory()
    assert actions.expire_subscription(actor=robot(), subscription=one).state == "active"


def test_a_search_that_is_too_long_is_refused_on_the_form(client):
    far = "&".join(f"{name}={'%F0%9F%98%80' * 100}" for name in ("q", "product", "place", "label"))
    answer = client.post(f"/fr/alerts/keep/?{far}", {"email": "salma@example.org"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_counts_hide_what_is_small(client):
    for number in range(5):
        SubscriptionFactory(subscriber__email=f"n{number}@example.org")
    SubscriptionFactory(subscriber__email="tn@example.org", territory=TerritoryFactory(code="KEF"))
    SubscriptionFactory(territory=None)
    assert subscription_counts(somebody("amina")) == [("Nador", 5)]
    assert dict(subscription_counts(somebody("pilar"))) == {"Nador": 5, "Le Kef": None}
    client.force_login(somebody("pilar"))
    shown = client.get("/fr/alerts/counts/").content.decode()
    assert "@example.org" not in shown
    assert "<5" in b"".join(client.get("/fr/alerts/counts/?format=csv")).decode()


def test_my_searches_cost_the_same_for_three_and_for_thirty(client, django_assert_max_num_queries):
    for count in (3, 27):
        for number in range(count):
            SubscriptionFactory(query=f"q=n{count}{number}&territory=nador&legal_form=MA_COOP&near=MA-02.381.01.07")
        subscriber = Subscriber.objects.get()
        with django_assert_max_num_queries(8):
            client.get(f"/ar/alerts/mine/{mails.token_of('mine', subscriber.pk)}/")
