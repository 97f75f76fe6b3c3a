"""The moments at which one looks together where an enterprise stands, and what was found."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.people.models import User


class Moment(models.TextChoices):
    """When one looks, counted from the opening of the file, then from its end."""

    ENTRY = "entry", _("at the start")
    MONTH_3 = "month_3", _("after three months")
    MONTH_6 = "month_6", _("after six months")
    MONTH_12 = "month_12", _("after twelve months")
    EXIT = "exit", _("at the exit")
    AFTER_6 = "after_6", _("six months after the exit")
    AFTER_12 = "after_12", _("twelve months after the exit")


class Standing(models.TextChoices):
    """Whether the enterprise lives."""

    WORKING = "working", pgettext_lazy("enterprise", "working")
    STARTING = "starting", pgettext_lazy("enterprise", "getting ready")
    PAUSED = "paused", pgettext_lazy("enterprise", "paused")
    STOPPED = "stopped", pgettext_lazy("enterprise", "stopped")
    UNREACHABLE = "unreachable", pgettext_lazy("enterprise", "could not be reached")


class Turnover(models.IntegerChoices):
    """What it sold in the last twelve months, by bands, in the currency of its country (MAD or TND)."""

    NOTHING = 0, _("nothing yet")
    BELOW_20 = 1, _("below 20,000")
    BELOW_100 = 2, _("20,000 to 100,000")
    BELOW_500 = 3, _("100,000 to 500,000")
    BELOW_2000 = 4, _("500,000 to 2 million")
    ABOVE = 5, _("above 2 million")


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def to_hold(self) -> "MilestoneQuerySet":
        """Those nobody held yet."""
        return self.filter(held_on=None)

    def held(self) -> "MilestoneQuerySet":
        return self.exclude(held_on=None)


@pghistory.track()
class Milestone(models.Model):
    """One look at where an enterprise stands. It is planned with the file, held once, with the enterprise."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="milestones")
    moment = models.CharField(_("moment"), max_length=10, choices=Moment)
    due_on = models.DateField(_("planned for"))
    postponed_because = models.CharField(_("why it was postponed"), max_length=300, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    held_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("held by")
    )
    standing = models.CharField(_("the enterprise today"), max_length=12, choices=Standing, blank=True)
    jobs_women = models.PositiveSmallIntegerField(_("women who earn their living there"), null=True, blank=True)
    jobs_men = models.PositiveSmallIntegerField(_("men who earn their living there"), null=True, blank=True)
    members_women = models.PositiveSmallIntegerField(_("women members"), null=True, blank=True)
    members_men = models.PositiveSmallIntegerField(_("men members"), null=True, blank=True)
    turnover = models.PositiveSmallIntegerField(_("sold in twelve months"), choices=Turnover, null=True, blank=True)
    words = models.TextField(_("what changed, in their words"), max_length=2000, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("how they judge the accompaniment, from 1 to 5"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "moment"],
                name="one_milestone_of_a_moment",
                violation_error_message=_("This milestone is already planned."),
            ),
            models.CheckConstraint(
                condition=Q(held_on=None, held_by=None, standing="")
                | (Q(held_on__isnull=False, held_by__isnull=False) & ~Q(standing="")),
                name="held_milestone_says_how_it_stands",
                violation_error_message=_("Say how the enterprise stands."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(held_on=None), name="milestones_to_hold")]

    def __str__(self):
        return f"{self.case}, {self.get_moment_display()}"

    def get_absolute_url(self):
        return reverse("milestones:hold_milestone", args=[self.pk])

    @property
    def is_held(self) -> bool:
        return self.held_on is not None

    @property
    def is_late(self) -> bool:
        return self.held_on is None and self.due_on < timezone.localdate()

    @property
    def jobs(self) -> int | None:
        """Women and men together; None when nobody counted."""
        counted = [count for count in (self.jobs_women, self.jobs_men) if count is not None]
        return sum(counted) if counted else None
