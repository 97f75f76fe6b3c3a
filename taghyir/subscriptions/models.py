"""Addresses that asked to be told, the searches they keep, and what was sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.places.models import Territory


class Subscriber(models.Model):
    """An e-mail address and nothing else. It is erased with the last search it keeps."""

    email = models.EmailField(_("your e-mail"))
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_subscriber_per_address")]

    def __str__(self):
        return f"{self.pk}"  # never the address: this is what logs show


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> "SubscriptionQuerySet":
        return self.filter(state=Subscription.State.ACTIVE)


class Subscription(models.Model):
    """A search of the directory that somebody keeps. Once it is off the row stays, without address, to be counted."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("kept search", "to be confirmed")
        ACTIVE = "active", pgettext_lazy("kept search", "active")
        OFF = "off", pgettext_lazy("kept search", "off")
        EXPIRED = "expired", pgettext_lazy("kept search", "never confirmed")

    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, blank=True, related_name="subscriptions")
    query = models.TextField(_("search kept"), blank=True)  # as Asked.as_address() writes it; emptied when it is off
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    request_sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    told_up_to = models.BigIntegerField(default=0)  # the last line of the journal it was told about
    last_told_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # mails that could not be handed over, in a row
    try_again_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "last_told_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "active"], subscriber__isnull=False)
                | Q(state__in=["off", "expired"], subscriber=None, query=""),
                name="subscription_forgets_when_off",
                violation_error_message=_("A search that is off keeps neither address nor words."),
            ),
            models.UniqueConstraint(
                fields=["subscriber", "query"],
                condition=Q(state="active"),
                name="one_active_search_per_address",
                violation_error_message=_("You keep this search already."),
            ),
        ]

    def __str__(self):
        return f"{self.pk} {self.state}"


class Delivery(models.Model):
    """One mail of news: when, how many organisations, up to which line of the journal. Never what it said."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="deliveries")
    at = models.DateTimeField(auto_now_add=True)
    organisations = models.PositiveIntegerField()
    told_up_to = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subscription", "told_up_to"], name="told_of_it_once")]

    def __str__(self):
        return f"{self.subscription_id} {self.at:%Y-%m-%d} {self.organisations}"
