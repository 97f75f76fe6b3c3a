"""What happened to a duty. The duty itself is nowhere: it is reckoned from the law each time it is read.

A duty is known by its organisation, legal form, code and period: "once", the year of what is counted each year ("2026"),
or the day of an assembly or an event ("2026-03-04").
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import StoredFile
from taghyir.directory.models import LegalForm, Organisation
from taghyir.people.models import User

DUTY = ["organisation", "legal_form", "code", "period"]


class OfDuty(models.Model):
    """Something that is said of one duty."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation: Any = models.ForeignKey(Organisation, models.CASCADE, related_name="duty_%(class)ss")
    legal_form: Any = models.ForeignKey(LegalForm, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    period = models.CharField(max_length=10)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.code} {self.period}"

    @property
    def duty_key(self) -> tuple[str, str]:
        return self.code, self.period


class Outcome(OfDuty):
    """It is done, does not concern them, or waits until another day."""

    class Kind(models.TextChoices):
        DONE = "done", pgettext_lazy("duty", "done")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("duty", "does not concern us")
        POSTPONED = "postponed", pgettext_lazy("duty", "postponed")

    kind = models.CharField(_("what became of it"), max_length=14, choices=Kind)
    due_on = models.DateField(null=True, blank=True)  # as the law said that day
    on = models.DateField(pgettext_lazy("duty", "done on, or until"))
    words = models.TextField(_("proof or reason"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper that proves it")
    )
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=DUTY, name="outcome_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["not_applicable", "postponed"]) | ~Q(words=""),
                name="outcome_says_why",
                violation_error_message=_("Say why, in a few words."),
            ),
        ]


class Tick(OfDuty):
    """One step of the way to a duty is done."""

    step = models.CharField(max_length=20)
    ticked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=[*DUTY, "step"], name="tick_once")]


class Reminder(OfDuty):
    """People were reminded of a duty: a month before, a week before, or when it was late."""

    class Step(models.TextChoices):
        MONTH = "month", _("a month before")
        WEEK = "week", _("a week before")
        LATE = "late", pgettext_lazy("reminder", "when it is late")

    step = models.CharField(max_length=5, choices=Step)
    due_on = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=[*DUTY, "due_on", "step"], name="reminder_once")]
