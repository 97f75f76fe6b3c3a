"""A demand is sent to another body, which answers under a link."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Demand
from taghyir.directory.models import Organisation
from taghyir.people.models import User

LINK_DAYS = 14  # a link may be used for so many days
LAST_DAYS = 3  # of a link, in which whoever was asked is reminded
LATE_AFTER = 7  # days without an answer, after which somebody calls


class ReferralQuerySet(models.QuerySet["Referral"]):
    def waiting(self) -> "ReferralQuerySet":
        """The body may still answer."""
        return self.filter(state=Referral.State.SENT, expires_on__gte=timezone.localdate())

    def over(self) -> "ReferralQuerySet":
        """Nobody answered, and the link is too old."""
        return self.filter(state=Referral.State.SENT, expires_on__lt=timezone.localdate())

    def ending(self) -> "ReferralQuerySet":
        """Nobody answered, and the link is in its last days."""
        return self.waiting().filter(expires_on__lte=timezone.localdate() + dt.timedelta(days=LAST_DAYS))

    def to_follow(self) -> "ReferralQuerySet":
        """Nobody answered, and the link is in its last days or too old: the adviser calls, renews or withdraws."""
        limit = timezone.localdate() + dt.timedelta(days=LAST_DAYS)
        return self.filter(state=Referral.State.SENT, expires_on__lte=limit)

    def late(self) -> "ReferralQuerySet":
        """Sent a week ago or more, without an answer; those that are over too."""
        limit = timezone.localdate() - dt.timedelta(days=LATE_AFTER)
        return self.filter(state=Referral.State.SENT, sent_on__lte=limit)


class Referral(models.Model):
    """One body is asked to take a demand. It answers once, under a link that holds for a time; renewed, the old link is dead."""

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("referral", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("referral", "accepted by the body")
        REFUSED = "refused", pgettext_lazy("referral", "refused by the body")
        WITHDRAWN = "withdrawn", pgettext_lazy("referral", "withdrawn")

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="referrals", verbose_name=_("demand"))
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    body_name = models.CharField(_("which body"), max_length=200)
    email = models.EmailField(_("e-mail of the body"), blank=True)
    asked = models.TextField(_("what is asked of them"), max_length=1000)
    reason = models.TextField(_("reason"), max_length=1000)
    gives_contact = models.BooleanField(_("name and phone are given"), default=False)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_on = models.DateField(_("sent on"), default=timezone.localdate)
    expires_on = models.DateField(_("the link holds until"))
    serial = models.PositiveSmallIntegerField(default=1)  # of the link: a renewed one makes those before it dead
    mailed_serial = models.PositiveSmallIntegerField(default=0)  # of the last link that left by mail
    reminded_serial = models.PositiveSmallIntegerField(default=0)  # of the last link the body was reminded of
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SENT)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    answered_by = models.CharField(_("who answered"), max_length=120, blank=True)
    answer = models.TextField(_("their answer"), max_length=1000, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand"],
                condition=Q(state="sent"),
                name="one_body_at_a_time",
                violation_error_message=_("Another body is asked already: withdraw that link first."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "withdrawn"]) | ~Q(answer=""),
                name="refused_referral_says_why",
                violation_error_message=_("Say why, in one sentence the enterprise will read."),
            ),
            models.CheckConstraint(
                condition=Q(state="sent", answered_at=None) | ~Q(state="sent") & Q(answered_at__isnull=False),
                name="answered_referral_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.body_name}, {self.sent_on}"

    def get_absolute_url(self):
        return reverse("intake:referral", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the body may still answer."""
        return self.state == self.State.SENT and self.expires_on >= timezone.localdate()

    @property
    def is_ending(self) -> bool:
        return self.is_open and self.expires_on <= timezone.localdate() + dt.timedelta(days=LAST_DAYS)

    @property
    def is_over(self) -> bool:
        return self.state == self.State.SENT and self.expires_on < timezone.localdate()

    @property
    def is_late(self) -> bool:
        return self.state == self.State.SENT and self.sent_on <= timezone.localdate() - dt.timedelta(days=LATE_AFTER)

    @property
    def waited_days(self) -> int:
        """Days until the answer, or until today."""
        until = timezone.localtime(self.answered_at).date() if self.answered_at else timezone.localdate()
        return (until - self.sent_on).days
