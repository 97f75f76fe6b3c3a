"""The planning matrix and the values of its indicators."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import in_language
from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.places.models import Territory


class Goal(models.Model):
    """A line of the planning matrix: general objective, specific objective or result. A tree of any depth."""

    class Level(models.TextChoices):
        GENERAL = "general", _("general objective")
        SPECIFIC = "specific", _("specific objective")
        RESULT = "result", _("result")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    level = models.CharField(_("level"), max_length=8, choices=Level)
    code = models.CharField(_("code"), max_length=30, unique=True)  # A1.OE.R2
    name_fr = models.CharField(_("in French"), max_length=500)
    name_ar = models.CharField(_("in Arabic"), max_length=500, blank=True)
    name_es = models.CharField(_("in Spanish"), max_length=500, blank=True)
    name_en = models.CharField(_("in English"), max_length=500, blank=True)
    assumptions = models.TextField(_("assumptions and risks"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return in_language(self, "name")[0]


class Indicator(models.Model):
    """What is measured, how, from which baseline. Typed by people with evidence, or computed from the work itself."""

    class Unit(models.TextChoices):
        COUNT = "count", _("number")
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        PERCENT = "percent", _("percentage")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="indicators", verbose_name=_("line of the matrix"))
    code = models.CharField(_("code"), max_length=30, unique=True)  # A1.OE.R2.I3
    name_fr = models.CharField(_("in French"), max_length=500)
    name_ar = models.CharField(_("in Arabic"), max_length=500, blank=True)
    name_es = models.CharField(_("in Spanish"), max_length=500, blank=True)
    name_en = models.CharField(_("in English"), max_length=500, blank=True)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, default=Unit.COUNT)
    computation = models.CharField(
        _("computed as"), max_length=60, blank=True
    )  # key of results.computations; empty: typed
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("baseline measured on"), null=True, blank=True)
    fewer_is_better = models.BooleanField(
        _("the fewer, the better: its target is the most there may be"), default=False
    )
    source = models.CharField(_("source of verification"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return in_language(self, "name")[0]

    def get_absolute_url(self):
        return reverse("results:figure", args=[self.pk])


class Target(models.Model):
    """What is to be reached in one year, in one territory or in all."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory", "year"],
                name="one_target",
                nulls_distinct=False,
                violation_error_message=_("This target is already set."),
            )
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}"

    def get_absolute_url(self):
        return reverse("results:figure", args=[self.indicator_id])


@pghistory.track()
class MeasuredValue(models.Model):
    """A value typed by somebody for one territory and period. Without evidence it stays a draft and counts nowhere."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        STATED = "stated", _("stated, with evidence")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name=_("territory"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    women = models.DecimalField(_("women"), max_digits=14, decimal_places=2, null=True, blank=True)
    men = models.DecimalField(_("men"), max_digits=14, decimal_places=2, null=True, blank=True)
    unknown = models.DecimalField(_("sex not known"), max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    comment = models.TextField(_("comment"), blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-ends_on", "territory"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory", "starts_on", "ends_on"],
                name="one_value_per_period",
                violation_error_message=_("A value is already recorded for this territory and period."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="value_period",
                violation_error_message=_("A period cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"

    def get_absolute_url(self):
        return reverse("results:figure", args=[self.indicator_id])


class Evidence(models.Model):
    """A proof of a typed value: a file whose hash is kept."""

    value = models.ForeignKey(MeasuredValue, models.CASCADE, related_name="evidences")
    number = models.CharField(max_length=40, unique=True)  # FdV-R2-I3-014
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    words = models.CharField(_("what it shows"), max_length=200)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return self.number
