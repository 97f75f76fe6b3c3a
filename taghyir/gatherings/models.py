"""Meetings and who came."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import StoredFile
from taghyir.directory.models import Organisation
from taghyir.people.models import Person, Sex, User
from taghyir.places.models import Place, Territory
from taghyir.tables.search import search_text


class Gathering(models.Model):
    """A training day, a workshop, a Café citoyen, a committee, a fair, a screening: people met on one day."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        TRAINING = "training", _("training day")
        CAFE = "cafe", _("Café citoyen")
        COMMITTEE = "committee", _("committee")
        FAIR = "fair", _("fair")
        VISIT = "visit", _("visit")
        ASSEMBLY = "assembly", _("assembly")
        OTHER = "other", _("other meeting")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="gatherings", verbose_name=_("territory"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune or delegation")
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    held_on = models.DateField(_("day"), default=timezone.localdate)
    starts_at = models.TimeField(pgettext_lazy("hour", "from"), null=True, blank=True)  # local time of the territory
    ends_at = models.TimeField(pgettext_lazy("hour", "to"), null=True, blank=True)
    organised_by = models.ForeignKey(User, models.PROTECT, related_name="gatherings", verbose_name=_("organised by"))
    childcare_offered = models.BooleanField(_("childcare was offered"), default=False)
    transport_offered = models.BooleanField(_("transport was offered"), default=False)
    notes = models.TextField(_("what came out of it"), blank=True)
    women_counted = models.PositiveIntegerField(_("other women, counted"), default=0)  # head-count: not de-duplicated
    men_counted = models.PositiveIntegerField(_("other men, counted"), default=0)
    sheet = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed sheet")
    )
    folded = models.TextField(editable=False, default="")  # title and where, folded and sounded, for search

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["territory", "-held_on", "-id"], name="gatherings_of_territory"),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="gatherings_folded"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="gathering_ends_after_start",
                violation_error_message=_("A meeting cannot end before it begins."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("gatherings:gathering", args=[self.pk])

    def prepare_search(self) -> None:
        """Keep what it is found by: its title and where it was, in both scripts."""
        place = (self.place.name_fr, self.place.name_ar) if self.place else ()
        self.folded = search_text(self.title, self.where, *place)

    @property
    def is_to_come(self) -> bool:
        """Whether it has not taken place yet: nobody can have come."""
        return self.held_on > timezone.localdate()


class Attendance(models.Model):
    """One person came to one meeting. Sex and organisation as they were that day."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"],
                name="attends_once",
                violation_error_message=_("This person is already on the sheet."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.gathering}"
