"""Reserved answers, and who may open them."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import private_storage
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import Submission

LONGEST = dt.timedelta(days=366)  # of a right; then it is asked again


class Purpose(models.TextChoices):
    """Why a sensitive answer is asked, and the only reason to read it. The codes are those of the column `sensitive`."""

    HEALTH = "health", _("Health")
    DISABILITY = "disability", _("Disability")
    PROTECTION = "protection", _("Protection from violence")
    MIGRATION = "migration", _("Migration")
    UNION = "union", _("Union membership")
    ORIGIN = "origin", _("Origin")
    BELIEFS = "beliefs", _("Beliefs and opinions")


class ReservedAnswer(models.Model):
    """What one submission answers to one reserved question, closed. There is one for each question, answered or not."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reserved_answers")
    path = models.TextField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    key = models.CharField(max_length=8)  # the name of the one that closed it
    sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key", "id"], name="reserved_key")]
        constraints = [models.UniqueConstraint(fields=["submission", "path"], name="reserved_answer_once")]

    def __str__(self):
        return f"{self.submission_id}, {self.path}"

    @property
    def place(self) -> str:
        """Where it opens, and nowhere else."""
        return f"{self.submission_id}|{self.purpose}|{self.path}"


class ReservedFile(models.Model):
    """A photo, a recording or a file that answers a reserved question, closed with a key of its own, which is closed here."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reserved_files")
    path = models.TextField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    key = models.CharField(max_length=8)  # the name of the one that closed what follows
    sealed = models.BinaryField()  # {"name", "type", "size", "secret"}
    content = models.FileField(storage=private_storage, upload_to="reserved/%Y/%m")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key", "id"], name="reserved_file_key")]

    def __str__(self):
        return f"{self.submission_id}, {self.path}"

    @property
    def place(self) -> str:
        """Where it opens, and nowhere else."""
        return f"{self.submission_id}|{self.purpose}|{self.path}|file"


class OpeningRightQuerySet(models.QuerySet["OpeningRight"]):
    def on(self, day: dt.date) -> "OpeningRightQuerySet":
        return self.filter(ended_at=None, starts_on__lte=day, ends_on__gte=day)

    def coming(self, day: dt.date) -> "OpeningRightQuerySet":
        return self.filter(ended_at=None, starts_on__gt=day)

    def over(self, day: dt.date) -> "OpeningRightQuerySet":
        return self.filter(~Q(ended_at=None) | Q(ends_on__lt=day))


class OpeningRight(models.Model):
    """Somebody may open the answers given for one purpose, on a territory, from one day to another."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a right", "Holds today")
        COMING = "coming", pgettext_lazy("a right", "Not yet")
        OVER = "over", pgettext_lazy("a right", "Over")

    user = models.ForeignKey(User, models.CASCADE, related_name="opening_rights", verbose_name=_("person"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=300)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OpeningRightQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="opening_right_ends_after_start",
                violation_error_message=_("A right cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(user=F("given_by")),
                name="opening_right_from_another",
                violation_error_message=_("Nobody gives it to themselves: ask somebody else who coordinates."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_purpose_display()}"

    @property
    def state(self) -> "OpeningRight.State":
        """Whether it opens anything today."""
        today = timezone.localdate()
        if self.ended_at or self.ends_on < today:
            return self.State.OVER
        return self.State.COMING if self.starts_on > today else self.State.OPEN
