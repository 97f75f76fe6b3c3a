"""What became of a booking: lent and brought back, used by so many women and men; and the calendars that follow it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.people.models import User
from taghyir.places.queries import local_time
from taghyir.spaces.models.bookings import Booking
from taghyir.spaces.models.spaces import Space


class Loan(models.Model):
    """A piece of equipment is carried away on a booking, and comes back: in which state, out and in."""

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="loan")
    space = models.ForeignKey(Space, models.PROTECT, related_name="loans")
    out_at = models.DateTimeField(default=timezone.now)
    state_out = models.CharField(_("state when it leaves"), max_length=300)
    lent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True, blank=True)
    state_in = models.CharField(_("state when it is back"), max_length=300, blank=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    remarks = models.CharField(_("remarks"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space"],
                condition=Q(back_at=None),
                name="lent_to_one_at_a_time",
                violation_error_message=_("It is not back yet."),
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | (Q(back_at__gte=F("out_at")) & ~Q(state_in="")),
                name="loan_back_in_a_state",
                violation_error_message=_("Say in which state it is back."),
            ),
        ]

    def __str__(self):
        return f"{self.space}, {self.booking.beneficiary}"

    @property
    def out(self) -> dt.datetime:
        """When it left, on the clocks of the territory."""
        return local_time(self.out_at, self.space.territory)

    @property
    def due(self) -> dt.datetime:
        return local_time(self.due_at, self.space.territory)

    @property
    def back(self) -> dt.datetime | None:
        return local_time(self.back_at, self.space.territory) if self.back_at else None

    @property
    def is_late(self) -> bool:
        return self.back_at is None and self.due_at < timezone.now()


class Use(models.Model):
    """What a booking was used for, and how many women and men came. The total is the sum of the three, never typed."""

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("use", "meeting")
        TRAINING = "training", pgettext_lazy("use", "training")
        WORK = "work", pgettext_lazy("use", "work at a desk")
        MAKING = "making", pgettext_lazy("use", "making and packing")
        SELLING = "selling", pgettext_lazy("use", "showing and selling")
        OTHER = "other", pgettext_lazy("use", "something else")

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="use")
    held_on = models.DateField(_("day"))  # on which it began, on the clocks of the territory
    kind = models.CharField(_("what it was used for"), max_length=10, choices=Kind)
    women = models.PositiveSmallIntegerField(_("women"), default=0)
    men = models.PositiveSmallIntegerField(_("men"), default=0)
    unsaid = models.PositiveSmallIntegerField(_("sex not said"), default=0)
    capacity = models.PositiveSmallIntegerField()  # how many the space could hold that day
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(women__gt=0) | Q(men__gt=0) | Q(unsaid__gt=0),
                name="use_by_somebody",
                violation_error_message=_("Count one person at least. If nobody came, say so with the other button."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=F("women") + F("men") + F("unsaid")) | ~Q(remark=""),
                name="use_within_capacity",
                violation_error_message=_("These are more people than it holds: say in the remark how that was."),
            ),
        ]

    def __str__(self):
        return f"{self.booking}: {self.people}"

    def get_absolute_url(self):
        return self.booking.get_absolute_url()

    @property
    def people(self) -> int:
        return self.women + self.men + self.unsaid


class Feed(models.Model):
    """A calendar to subscribe to, under an address nobody guesses: the bookings of a user, or of a space. Ended, it is gone."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="booking_feeds")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="feeds")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "space"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="one_calendar_at_a_time",
                violation_error_message=_("You follow this calendar already."),
            )
        ]

    def __str__(self):
        return f"{self.owner_id} {self.space_id or '*'}"
