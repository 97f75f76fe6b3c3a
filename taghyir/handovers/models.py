"""Hand-overs, and the signature of their deed."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.core.models import StoredFile
from taghyir.directory.models import Membership
from taghyir.documents.models import Document
from taghyir.people.models import User
from taghyir.tables.money import CURRENCIES, Money


class HandOver(models.Model):
    """Something given for good: money, or equipment with its state. What it is worth is never said without a currency."""

    class Kind(models.TextChoices):
        GRANT = "grant", pgettext_lazy("hand-over", "small grant")
        EQUIPMENT = "equipment", pgettext_lazy("hand-over", "equipment")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("state of equipment", "new")
        GOOD = "good", pgettext_lazy("state of equipment", "used, in good state")
        REPAIR = "repair", pgettext_lazy("state of equipment", "to be repaired")

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    what = models.CharField(_("what is handed over"), max_length=200)
    amount = models.DecimalField(
        _("amount or value"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.001"))],
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, blank=True)
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, blank=True)
    source = models.CharField(_("whose money"), max_length=200)
    handed_on = models.DateField(_("day"), default=timezone.localdate)
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    deed = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="handover")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-handed_on", "-pk"]
        indexes = [models.Index(fields=["case", "-handed_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gt=0) & ~Q(currency="")),
                name="handover_amount_has_currency",
                violation_error_message=_("An amount has a currency."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="grant") | Q(amount__isnull=False, serial="", state=""),
                name="grant_has_amount",
                violation_error_message=_("A grant has an amount."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="equipment") | ~Q(state=""),
                name="equipment_has_state",
                violation_error_message=_("Say in which state the equipment is."),
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("handovers:handover", args=[self.pk])

    @property
    def money(self) -> Money | None:
        """Its amount or value, with the decimals of its currency."""
        return Money(self.amount, self.currency) if self.amount is not None else None


class DeedSignature(models.Model):
    """Somebody who speaks for the enterprise signed the deed as it stood: its words, their SHA-256, and what was drawn."""

    handover = models.OneToOneField(HandOver, models.PROTECT, related_name="signature")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    function = models.CharField(_("function"), max_length=10, choices=Membership.Function)
    signed_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    words = models.JSONField()
    drawing = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.signed_by}, {self.get_function_display()}"
