"""The days from which the duties of an organisation are counted, what its statutes say, and who wants to be reminded."""

import calendar
import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.people.models import User


class Calendar(models.Model):
    """From when the duties of one organisation are counted, as its members say; and what its own statutes add to the law."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="calendar")
    founded_on = models.DateField(_("founded on"), null=True, blank=True)  # empty: as the directory says
    year_end_month = models.PositiveSmallIntegerField(
        _("month in which the financial year ends"), null=True, blank=True, choices=list(MONTHS.items())
    )
    year_end_day = models.PositiveSmallIntegerField(
        _("day on which the financial year ends"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    last_assembly_on = models.DateField(_("last ordinary general assembly"), null=True, blank=True)
    assembly_months = models.PositiveSmallIntegerField(
        _("statutes: months after the financial year for the assembly"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    notice_days = models.PositiveSmallIntegerField(
        _("statutes: days between the call and the assembly"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    quorum = models.PositiveSmallIntegerField(
        _("statutes: quorum of an ordinary assembly, in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    proxies = models.PositiveSmallIntegerField(
        _("statutes: members whom one person may represent"), null=True, blank=True, validators=[MaxValueValidator(20)]
    )
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_end_month=None, year_end_day=None)
                | Q(year_end_month__isnull=False, year_end_day__isnull=False),
                name="calendar_year_end_is_whole",
                violation_error_message=_("Say the day and the month on which the financial year ends."),
            )
        ]

    def __str__(self):
        return str(self.organisation)

    def year_end_in(self, year: int) -> dt.date | None:
        """The last day of the financial year in `year`; 31 June is 30 June. None when it was not said."""
        if self.year_end_month is None or self.year_end_day is None:
            return None
        return dt.date(
            year, self.year_end_month, min(self.year_end_day, calendar.monthrange(year, self.year_end_month)[1])
        )


class HappenedEvent(models.Model):
    """Something happened on a day, and the law asks something from that day: aid came from abroad."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="happened_events")
    code = models.CharField(_("what the law asks then"), max_length=40)  # of a fact counted from an event
    on = models.DateField(_("day"))
    words = models.CharField(_("what happened"), max_length=200, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "on"],
                name="event_of_duty_once",
                violation_error_message=_("This is already said for that day."),
            )
        ]

    def __str__(self):
        return self.words or self.code


class Wish(models.Model):
    """Somebody wants the reminders of an organisation, or wants them no more. Without a wish, who speaks for it has them."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="wishes_of_reminders")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="wish_once")]

    def __str__(self):
        return f"{self.user} {self.wanted}"
