"""Who has a space from when to when. The database itself keeps two from having it at once."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.people.models import Person, User
from taghyir.places.queries import local_time
from taghyir.spaces.models.spaces import Space


class TsTzRange(Func):
    """From one instant to another, as PostgreSQL compares them."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Series(models.Model):
    """The same hours, every so many weeks, until a day. Each of its dates is a booking of its own."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="series")
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_on = models.DateField()
    until = models.DateField()
    every_weeks = models.PositiveSmallIntegerField()

    changed = left_out = 0  # dates, said by the action that answered them together

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.space_id} {self.first_on} / {self.every_weeks} → {self.until}"


class BookingQuerySet(models.QuerySet["Booking"]):
    def holding(self) -> "BookingQuerySet":
        """Those that keep the space from everybody else."""
        return self.filter(state__in=Booking.HOLDING)

    def during(self, starts_at: dt.datetime, ends_at: dt.datetime) -> "BookingQuerySet":
        """Those that share an instant with this span; one that ends as it begins does not."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Booking(models.Model):
    """Somebody has a space from one instant to another, asks for it, or waits for it."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("booking", "asked")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "confirmed")
        WAITING = "waiting", pgettext_lazy("booking", "on the waiting list")
        REFUSED = "refused", pgettext_lazy("booking", "refused")
        CANCELLED = "cancelled", pgettext_lazy("booking", "cancelled")
        USED = "used", pgettext_lazy("booking", "used")
        ABSENT = "absent", pgettext_lazy("booking", "nobody came")

    HOLDING = (State.ASKED, State.CONFIRMED, State.USED)  # what was used was held

    space = models.ForeignKey(Space, models.PROTECT, related_name="bookings", verbose_name=_("space"))
    starts_at = models.DateTimeField(pgettext_lazy("hour", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("hour", "to"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="bookings", verbose_name=_("booked by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    gathering = models.ForeignKey(
        Gathering, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    purpose = models.CharField(_("what for"), max_length=200)
    people = models.PositiveSmallIntegerField(_("how many people come"), default=1)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="bookings")
    reason = models.CharField(_("why"), max_length=300, blank=True)  # refused or cancelled
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)  # whoever waited was told that it is free
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in calendars, whatever changes
    sequence = models.PositiveIntegerField(default=0)  # how many times it changed, for calendars
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["space", "starts_at"], name="bookings_of_space"),
            models.Index(fields=["booked_by", "starts_at"], name="bookings_of_user"),
            models.Index(fields=["-starts_at", "-id"], name="bookings_latest"),  # a long list is read in its order
        ]
        constraints = [
            ExclusionConstraint(
                name="space_held_once",
                expressions=[
                    (TsTzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("space", RangeOperators.EQUAL),
                ],
                condition=Q(state__in=["asked", "confirmed", "used"]),
                violation_error_message=_("It is taken at these hours. Choose others, or put yourself on the list."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_start",
                violation_error_message=_("It ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | Q(gathering__isnull=False),
                name="booking_is_for_somebody",
                violation_error_message=_("Say for whom."),
            ),
        ]

    def __str__(self):
        return f"{self.space}, {self.purpose}"

    def get_absolute_url(self):
        return reverse("spaces:booking", args=[self.pk])

    @property
    def beneficiary(self) -> Any:
        """For whom it is: a meeting, an organisation, or a person."""
        return self.gathering or self.organisation or self.person

    @property
    def starts(self) -> dt.datetime:
        """When it begins, on the clocks of the territory."""
        return local_time(self.starts_at, self.space.territory)

    @property
    def ends(self) -> dt.datetime:
        return local_time(self.ends_at, self.space.territory)

    @property
    def day(self) -> dt.date:
        """The day on which it begins there; hours and days of a page are those of the space, not of the reader."""
        return self.starts.date()

    @property
    def last_day(self) -> dt.date:
        return self.ends.date()

    @property
    def from_hour(self) -> dt.time:
        return self.starts.time()

    @property
    def to_hour(self) -> dt.time:
        return self.ends.time()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    def overlaps(self, other: "Booking") -> bool:
        """Whether both want the same instant."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def shape(self) -> str:
        """Its state as a shape of the house."""
        shapes = {"asked": "waiting", "confirmed": "going", "waiting": "waiting", "used": "done"}
        return shapes.get(self.state, "no")
