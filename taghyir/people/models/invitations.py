"""Invitations: the one way an account is opened."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from taghyir.people.models.accounts import Role, User
from taghyir.people.models.persons import Person
from taghyir.places.models import Country, Territory


class Invitation(models.Model):
    """An account offered to an address, with a role. The link is used once and expires."""

    email = models.EmailField(_("e-mail"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="invitations")
    kind = models.CharField(_("role"), max_length=24, choices=Role.Kind)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, verbose_name=_("territory"))
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret in the link
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # when the mail with the link left
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self):
        return self.email

    @property
    def is_open(self) -> bool:
        """Whether the link still opens an account."""
        return not self.accepted_at and not self.withdrawn_at and timezone.now() < self.expires_at

    @property
    def secret(self) -> str:
        """The secret of the link, made again from the key of the site: it is kept nowhere."""
        moment = int(self.expires_at.timestamp() * 1_000_000)
        return salted_hmac("taghyir.people.invitation", f"{self.email} {moment}", algorithm="sha256").hexdigest()

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
