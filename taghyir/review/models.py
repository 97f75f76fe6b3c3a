"""What is said of an answer after it came: its state, remarks, corrections; and the keys of programs that read answers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.people.models import User
from taghyir.surveys.models import Submission


class State(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("answers", "received")
    HAS_ISSUES = "has_issues", pgettext_lazy("answers", "has issues")
    APPROVED = "approved", pgettext_lazy("answers", "approved")
    REJECTED = "rejected", pgettext_lazy("answers", "rejected")


class Review(models.Model):
    """Where an answer stands today. Without one, it was received and nobody has judged it."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="review")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["state", "submission"])]

    def __str__(self):
        return self.get_state_display()


class Remark(models.Model):
    """What somebody said of an answer, and the state they gave it, if any. Never changed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, blank=True)
    words = models.TextField(_("remark"), max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="") | ~models.Q(words=""),
                name="remark_says_something",
                violation_error_message=_("Write a remark, or give a state."),
            )
        ]

    def __str__(self):
        return self.words[:60] or self.get_state_display()


class Correction(models.Model):
    """A version of the answers after the first: what they were, what they are, who corrected them and why. Never changed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="corrections")
    number = models.PositiveSmallIntegerField()  # of the version: the answers as they came are version 1
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("why"), max_length=300)
    before = models.JSONField(blank=True)  # answers, as Submission.answers holds them
    after = models.JSONField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"],
                name="one_correction_at_a_time",
                violation_error_message=_("Somebody corrected these answers meanwhile. Read them again."),
            )
        ]

    def __str__(self):
        return f"{self.submission_id}, {self.number}"


class FeedKey(models.Model):
    """A password for one program (Excel, Power BI) that reads the answers its owner reads; it can do nothing else."""

    user = models.ForeignKey(User, models.CASCADE, related_name="feed_keys")
    name = models.CharField(_("program"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name
