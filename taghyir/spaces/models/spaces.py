"""Rooms, desks and equipment, and their photos."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import in_language
from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.places.models import Place, Territory
from taghyir.tables.search import search_text


class Space(models.Model):
    """A room, a desk or a piece of equipment that a mechanism lets people use."""

    class Kind(models.TextChoices):
        ROOM = "room", pgettext_lazy("space", "room")
        DESK = "desk", pgettext_lazy("space", "desk")
        EQUIPMENT = "equipment", pgettext_lazy("space", "equipment")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="spaces", verbose_name=_("territory"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune or delegation")
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("how many people at once"), default=1)
    is_step_free = models.BooleanField(_("reached in a wheelchair"), default=False)
    access_fr = models.CharField(_("how one gets in, in French"), max_length=300, blank=True)
    access_ar = models.CharField(_("how one gets in, in Arabic"), max_length=300, blank=True)
    rules_fr = models.TextField(_("rules, in French"), max_length=2000, blank=True)
    rules_ar = models.TextField(_("rules, in Arabic"), max_length=2000, blank=True)
    open_days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("open days"), default=list)  # 0 is Monday
    opens_at = models.TimeField(_("opens at"), default=dt.time(9))  # local time of the territory
    closes_at = models.TimeField(_("closes at"), default=dt.time(17))
    hours_a_week = models.PositiveSmallIntegerField(_("hours a week for each organisation"), null=True, blank=True)
    needs_confirmation = models.BooleanField(_("somebody confirms each booking"), default=True)
    is_public = models.BooleanField(_("shown to visitors"), default=True)
    is_in_service = models.BooleanField(_("in service"), default=True)
    folded = models.TextField(editable=False, default="")  # names and where, folded and sounded, for search

    class Meta:
        ordering = ["territory__order", "kind", "name_fr", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_fr="", name_ar=""),
                name="space_has_a_name",
                violation_error_message=_("Write a name, in French or in Arabic."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="space_hours",
                violation_error_message=_("It closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="space_holds_somebody",
                violation_error_message=_("One person at least."),
            ),
            models.CheckConstraint(
                condition=Q(open_days__len__gte=1) & Q(open_days__contained_by=list(range(7))),
                name="space_opens",
                violation_error_message=_("Choose one open day at least."),
            ),
        ]

    def __str__(self):
        return in_language(self, "name")[0]

    def get_absolute_url(self):
        return reverse("spaces:space", args=[self.pk])

    def prepare_search(self) -> None:
        """Keep what it is found by: its names and where it is."""
        place = (self.place.name_fr, self.place.name_ar) if self.place else ()
        self.folded = search_text(self.name_fr, self.name_ar, self.name_es, self.name_en, self.where, *place)

    @property
    def is_lent(self) -> bool:
        """Whether it is carried away, with its state written down on the way out and in."""
        return self.kind == self.Kind.EQUIPMENT


class SpacePhoto(models.Model):
    """What it looks like, made small and without what the camera wrote in it."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="photos")
    large = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    small = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()  # pixels of the large one
    height = models.PositiveIntegerField()
    seen_fr = models.CharField(_("what is seen on it, in French"), max_length=160, blank=True)
    seen_ar = models.CharField(_("what is seen on it, in Arabic"), max_length=160, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(seen_fr="", seen_ar=""),
                name="space_photo_says_what_is_seen",
                violation_error_message=_("Say what is seen on it, for who does not see it."),
            )
        ]

    def __str__(self):
        return in_language(self, "seen")[0]
