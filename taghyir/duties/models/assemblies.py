"""General assemblies: called, then held, with who came and what was decided."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.directory.models import Organisation
from taghyir.people.models import User


class Assembly(models.Model):
    """One general assembly of an organisation."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary general assembly")
        EXTRAORDINARY = "extraordinary", _("extraordinary general assembly")
        CONSTITUTIVE = "constitutive", _("constitutive general assembly")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="assemblies")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.ORDINARY)
    held_on = models.DateField(pgettext_lazy("assembly", "day"))
    starts_at = models.TimeField(pgettext_lazy("assembly", "hour"), default=dt.time(10))
    place = models.CharField(pgettext_lazy("assembly", "place"), max_length=200)
    is_second_call = models.BooleanField(_("second call, after a quorum that was not reached"), default=False)
    year = models.PositiveSmallIntegerField(
        _("financial year that ends in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    members = models.PositiveIntegerField(_("members that day"), null=True, blank=True)
    women_present = models.PositiveIntegerField(_("women present"), default=0)
    men_present = models.PositiveIntegerField(_("men present"), default=0)
    women_represented = models.PositiveIntegerField(_("women represented"), default=0)
    men_represented = models.PositiveIntegerField(_("men represented"), default=0)
    proxies_of_one = models.PositiveSmallIntegerField(
        _("most members that one person represented"), null=True, blank=True
    )
    chaired_by = models.CharField(_("who chaired"), max_length=120, blank=True)
    written_by = models.CharField(_("who wrote the minutes"), max_length=120, blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_at=None) | Q(cancelled_at=None),
                name="assembly_is_held_or_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None)
                | Q(
                    members__gte=models.F("women_present")
                    + models.F("men_present")
                    + models.F("women_represented")
                    + models.F("men_represented")
                ),
                name="assembly_no_more_than_its_members",
                violation_error_message=_("More people came or were represented than there are members."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def get_absolute_url(self):
        return reverse("duties:assembly", args=[self.pk])

    @property
    def present(self) -> int:
        return self.women_present + self.men_present

    @property
    def represented(self) -> int:
        return self.women_represented + self.men_represented

    @property
    def is_open(self) -> bool:
        """Called, and neither held nor given up."""
        return self.recorded_at is None and self.cancelled_at is None

    @property
    def status(self) -> str:
        if not self.is_open:
            return "done" if self.recorded_at else "no"
        return "late" if self.held_on < timezone.localdate() else "soon"


class Item(models.Model):
    """One point of the agenda, and what was decided on it."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    decision = models.TextField(_("decision"), max_length=2000, blank=True)
    votes_for = models.PositiveIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.words
