"""What is noted of care and of unpaid work, and the markers somebody chose otherwise than they are computed."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, Service
from taghyir.people.models import User
from taghyir.tables.money import CURRENCIES, Money

_POSITIVE = [MinValueValidator(Decimal("0.001"))]


class Subject(models.TextChoices):
    """What a marker is about."""

    GENDER = "gender", pgettext_lazy("marker", "gender equality")
    CARE = "care", pgettext_lazy("marker", "care")


class Level(models.IntegerChoices):
    """As the markers of development aid: not targeted, significant, principal."""

    NOT_TARGETED = 0, pgettext_lazy("marker", "not targeted")
    SIGNIFICANT = 1, pgettext_lazy("marker", "significant")
    PRINCIPAL = 2, pgettext_lazy("marker", "principal")


class CareNote(models.Model):
    """One observation: what was offered so that people could come, who is paid, and unpaid hours at a rate that has a source."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="care_notes")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="care_notes", verbose_name=_("for which service")
    )
    noted_on = models.DateField(_("day"), default=timezone.localdate)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    childcare_offered = models.BooleanField(_("childcare was offered"), default=False)
    transport_offered = models.BooleanField(_("transport was offered"), default=False)
    paid_women = models.PositiveSmallIntegerField(_("women who are paid"), null=True, blank=True)
    paid_men = models.PositiveSmallIntegerField(_("men who are paid"), null=True, blank=True)
    unpaid_women = models.PositiveSmallIntegerField(_("women who work without pay"), null=True, blank=True)
    unpaid_men = models.PositiveSmallIntegerField(_("men who work without pay"), null=True, blank=True)
    unpaid_hours = models.DecimalField(
        _("unpaid hours"), max_digits=7, decimal_places=1, null=True, blank=True, validators=_POSITIVE
    )
    rate = models.DecimalField(
        _("local pay of an hour"), max_digits=9, decimal_places=3, null=True, blank=True, validators=_POSITIVE
    )
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, blank=True)
    rate_source = models.CharField(_("source of this pay"), max_length=200, blank=True)

    class Meta:
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate=None, currency="", rate_source="")
                | (Q(rate__isnull=False, unpaid_hours__isnull=False) & ~Q(currency="") & ~Q(rate_source="")),
                name="care_rate_is_said_whole",
                violation_error_message=_("A pay of an hour has hours, a currency and a source."),
            )
        ]

    def __str__(self):
        return f"{self.case_id}, {self.noted_on}"

    @property
    def value(self) -> Money | None:
        """What the unpaid hours are worth at the local pay."""
        return Money(self.unpaid_hours * self.rate, self.currency) if self.rate and self.unpaid_hours else None


class ChosenMarker(models.Model):
    """Somebody reads a file otherwise than its facts are counted, and says why. What was computed then stays beside."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="chosen_markers")
    subject = models.CharField(_("marker"), max_length=6, choices=Subject)
    computed = models.PositiveSmallIntegerField(choices=Level)
    chosen = models.PositiveSmallIntegerField(_("level"), choices=Level)
    reason = models.CharField(_("reason"), max_length=300)
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-chosen_at", "-pk"]
        indexes = [models.Index(fields=["case", "subject", "-id"])]

    def __str__(self):
        return f"{self.get_subject_display()}: {self.get_chosen_display()}"
