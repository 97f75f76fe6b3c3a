"""What two people made of the same answers, both kept until somebody chooses."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.people.models import User
from taghyir.surveys.models import Submission


class Conflict(models.Model):
    """A correction that came after another had changed the same answers: kept whole, beside the version that stands."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="conflicts")
    based_on = models.PositiveSmallIntegerField()  # the version it was begun on; see review.models.Correction
    answers = models.JSONField(blank=True)  # the whole of it, as Submission.answers holds them
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("why"), max_length=300)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_as = models.PositiveSmallIntegerField(null=True, blank=True)  # the version that stands since

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None, settled_as=None)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False, settled_as__isnull=False),
                name="conflict_settled_by_somebody",
                violation_error_message=_("Say who chose, and when."),
            )
        ]

    def __str__(self):
        return f"{self.submission_id}, {self.based_on}"

    def get_absolute_url(self):
        return reverse("corrections:conflict", args=[self.pk])
