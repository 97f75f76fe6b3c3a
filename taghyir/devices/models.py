"""Phones with a password of their own."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.people.models import Person, User
from taghyir.places.models import Territory

LASTS = dt.timedelta(days=365)  # unless another day is chosen
LONGEST = dt.timedelta(days=730)
SOON = dt.timedelta(days=14)  # before its last day, a phone is shown as expiring
SILENCE = dt.timedelta(days=60)  # without a sign, a phone is shown as silent
SEEN_AGAIN = dt.timedelta(hours=1)  # its coming is written once in that time


def last_day_of_new() -> dt.date:
    return timezone.localdate() + LASTS


class DeviceQuerySet(models.QuerySet["Device"]):
    def in_use(self) -> "DeviceQuerySet":
        return self.filter(revoked_at=None, expires_on__gte=timezone.localdate())

    def expired(self) -> "DeviceQuerySet":
        return self.filter(revoked_at=None, expires_on__lt=timezone.localdate())

    def revoked(self) -> "DeviceQuerySet":
        return self.filter(revoked_at__isnull=False)

    def expiring(self) -> "DeviceQuerySet":
        return self.in_use().filter(expires_on__lte=timezone.localdate() + SOON)

    def never_seen(self) -> "DeviceQuerySet":
        return self.in_use().filter(last_seen_at=None)

    def silent(self) -> "DeviceQuerySet":
        since = timezone.now() - SILENCE
        return self.in_use().filter(Q(last_seen_at__lt=since) | Q(last_seen_at=None, created_at__lt=since))

    def note_seen(self, device: "Device", *, client: str, installation: str) -> None:
        """Write that it came, and with what: once an hour, by one of those who come at once. Its own row, no journal."""
        seen: dict[str, Any] = {"last_seen_at": timezone.now()}
        seen |= {name: value for name, value in (("client", client), ("installation", installation)) if value}
        self.filter(pk=device.pk, last_seen_at=device.last_seen_at).update(**seen)


class Device(models.Model):
    """A phone that sends answers, with a password of its own, for one account, until a day.

    `person` carries it when it is not the phone of `user`: a collector without account, for whom `user` answers.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("In use")
        EXPIRING = "expiring", _("Expires soon")
        SILENT = "silent", _("Silent for 60 days")
        NEVER = "never", _("Never seen")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", pgettext_lazy("a phone", "Cut off")

    user = models.ForeignKey(User, models.CASCADE, related_name="devices", verbose_name=_("account"))
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="devices", verbose_name=_("carried by")
    )
    name = models.CharField(_("phone"), max_length=80)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    expires_on = models.DateField(_("last day"), default=last_day_of_new)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    client = models.CharField(max_length=120, blank=True, editable=False)  # ODK Collect v2026.1.2
    installation = models.CharField(max_length=120, blank=True, editable=False)  # collect:OHnydk6INUIfDHNl

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("devices:device", args=[self.pk])

    @property
    def login(self) -> str:
        """The name written beside the password: the address of the account, or a name of its own for who has none."""
        return f"phone-{self.pk}" if self.person_id else self.user.email

    @property
    def bearer(self) -> Any:
        """Who carries it."""
        return self.person or self.user

    @property
    def is_open(self) -> bool:
        """Whether its password opens anything today."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate()

    @property
    def state(self) -> "Device.State":
        """What to know of it first."""
        now = timezone.now()
        if self.revoked_at:
            return self.State.REVOKED
        if not self.is_open:
            return self.State.EXPIRED
        if self.expires_on <= timezone.localdate() + SOON:
            return self.State.EXPIRING
        if (self.last_seen_at or self.created_at) < now - SILENCE:
            return self.State.SILENT
        return self.State.ACTIVE if self.last_seen_at else self.State.NEVER

    def is_to_be_noted(self, installation: str) -> bool:
        """Whether its coming is worth a write: the first of the hour, or the first that says which phone it is."""
        last = self.last_seen_at
        return last is None or timezone.now() - last >= SEEN_AGAIN or bool(installation and not self.installation)
