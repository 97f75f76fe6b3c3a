"""Pairs that may be one organisation, and merges that can be undone."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.people.models import User

UNDONE_WITHIN = dt.timedelta(days=30)


class Reason(models.TextChoices):
    """What makes two entries look like one organisation."""

    NUMBER = "number", _("the same number of an administration")
    NAME = "name", _("the same name")
    WORDS = "words", _("one name holds the words of the other")
    ACRONYM = "acronym", _("one name is the acronym of the other")
    SOUND = "sound", _("names that sound alike")
    SPOT = "spot", _("the same spot on the map")
    NEAR = "near", _("near each other")
    PLACE = "place", _("the same commune or delegation")
    CONTACT = "contact", _("the same phone, e-mail or website")


class Traits(models.Model):
    """What an organisation is compared by: keys that two entries of one organisation are likely to share."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    keys = ArrayField(models.CharField(max_length=120))

    class Meta:
        indexes = [GinIndex(fields=["keys"])]

    def __str__(self):
        return f"{self.organisation_id}: {len(self.keys)}"


class Scan(models.Model):
    """How far the journal was read for organisations to compare."""

    last_entry = models.BigIntegerField(default=0)

    def __str__(self):
        return str(self.last_entry)


class Candidate(models.Model):
    """Two entries that may be one organisation, why, and what a person decided. Never merged without one."""

    class Proposal(models.TextChoices):
        SAME = "same", _("very likely the same")
        ASK = "ask", _("to look at")

    class Decision(models.TextChoices):
        NONE = "none", _("not looked at yet")
        MERGED = "merged", _("merged")
        DIFFERENT = "different", _("two organisations")
        LATER = "later", _("put off")

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")  # the smaller number
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    proposal = models.CharField(max_length=4, choices=Proposal)
    reasons = ArrayField(models.CharField(max_length=8, choices=Reason))
    metres = models.PositiveIntegerField(null=True)  # between them, when both have a position of their own
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.NONE)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(auto_now_add=True)
    mark = models.CharField(max_length=40)  # of the names and positions it was found by: a decision holds while they do

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="candidate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="candidate_in_order"),
        ]
        indexes = [models.Index(fields=["decision", "proposal"])]

    def __str__(self):
        return f"{self.first} = {self.second}"

    def get_absolute_url(self):
        return reverse("duplicates:candidate", args=[self.pk])

    @property
    def reasons_in_words(self) -> list[str]:
        return [str(Reason(reason).label) for reason in self.reasons]


class Merge(models.Model):
    """One entry became part of another: what was moved and replaced, so that it can be undone."""

    stays = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    goes = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    moved = models.JSONField(default=list)  # [model, key, column] of each row that pointed at what goes
    before = models.JSONField(default=dict)  # facts of what stays, as they were: {fact: [before, after]}
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-merged_at", "-pk"]

    def __str__(self):
        return f"{self.goes_id} → {self.stays_id}"

    @property
    def can_be_undone_until(self) -> dt.datetime:
        return self.merged_at + UNDONE_WITHIN

    @property
    def is_open(self) -> bool:
        """Whether it may still be undone."""
        return self.undone_at is None and timezone.now() <= self.can_be_undone_until
