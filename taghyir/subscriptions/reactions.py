"""What the worker does for those who asked to be told."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from taghyir.core.journal import on
from taghyir.people.models import User
from taghyir.subscriptions import actions, mails, queries
from taghyir.subscriptions.models import Subscription

BATCH = 200
logger = logging.getLogger(__name__)


@on("subscription.asked")
def send_request(entry):
    """Mail the link that confirms. Safe to run twice: a request sent is not sent again."""
    with transaction.atomic():
        waiting = Subscription.objects.filter(state=Subscription.State.ASKED, request_sent_at=None)
        waiting = waiting.select_for_update(of=("self",)).select_related("subscriber", "territory")
        subscription = waiting.filter(pk=entry.subject_id).first()
        if subscription is not None:
            Subscription.objects.filter(pk=subscription.pk).update(request_sent_at=timezone.now())
            mails.request_mail(subscription).send()


@app.periodic(cron="23 * * * *")
@app.task(name="tell_what_is_new", queue="reactions", queueing_lock="tell_what_is_new")
def tell_what_is_new(timestamp: int) -> None:
    """Each hour, mail what is new to those told nothing for a week. Safe to run twice; one failure stops no other."""
    last = 0
    while batch := list(queries.subscriptions_due().filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        for last in batch:
            tell_one(last)


def tell_one(pk: int) -> None:
    """Mail what is new for one search and remember how far it was told: both or neither. A failure is for a later hour."""
    try:
        with transaction.atomic():
            _tell(pk)
    except Exception as error:  # whatever stops one mail stops this one alone; what it says may hold the address
        logger.error("The news of subscription %s did not go out: %s", pk, type(error).__name__)
        subscription = Subscription.objects.filter(pk=pk).first()
        if subscription is not None:
            actions.record_failed_mail(actor=User.objects.robot(), subscription=subscription)


def _tell(pk: int) -> None:
    due = queries.subscriptions_due().select_for_update(skip_locked=True, of=("self",))
    subscription = due.select_related("subscriber", "territory").filter(pk=pk).first()
    if subscription is None:  # told, or being told, by another worker
        return
    up_to = queries.line_of_now()
    found = list(queries.new_since(mails.asked_of(subscription), subscription.told_up_to, up_to))
    if not found:
        return
    mail = mails.news_mail(subscription, found)
    told = {"organisations": len(found), "told_up_to": up_to}
    actions.tell_subscription(actor=User.objects.robot(), subscription=subscription, **told)
    mail.send()


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_requests", queue="reactions", queueing_lock="forget_requests")
def forget_requests(timestamp: int) -> None:
    """Each night, forget the requests nobody confirmed within seven days. Safe to run twice."""
    for subscription in queries.stale_requests()[:5_000]:
        actions.expire_subscription(actor=User.objects.robot(), subscription=subscription)
