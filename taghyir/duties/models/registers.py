"""The register of members and of their shares: names, days and amounts, and nothing else about people."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.directory.models import Organisation
from taghyir.tables.money import CURRENCIES


class HolderQuerySet(models.QuerySet["Holder"]):
    def standing(self, day: dt.date | None = None) -> "HolderQuerySet":
        """Those who are members on that day (today)."""
        on = day or timezone.localdate()
        return self.filter(Q(left_on=None) | Q(left_on__gt=on), entered_on__lte=on)


class Holder(models.Model):
    """One line of the register. The number of an identity card is asked nowhere: the organisation keeps it on its own paper."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="holders")
    number = models.PositiveIntegerField(_("number in the register"))
    name = models.CharField(pgettext_lazy("register", "name"), max_length=120)  # in the script of its own paper
    entered_on = models.DateField(_("entered on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    shares = models.PositiveIntegerField(_("shares"), default=0)
    amount = models.DecimalField(_("amount paid"), max_digits=14, decimal_places=3, default=0)
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES)

    objects = HolderQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="holder_number_once"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
                name="holder_leaves_after_entering",
                violation_error_message=_("Nobody leaves before entering."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="holder_amount_is_positive",
                violation_error_message=_("An amount is zero or more."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_member(self) -> bool:
        today = timezone.localdate()
        return self.entered_on <= today and (self.left_on is None or self.left_on > today)
