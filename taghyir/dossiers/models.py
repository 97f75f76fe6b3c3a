"""What an enterprise says of its own file: a line that is not right, a plan that was signed."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.core.models import StoredFile
from taghyir.directory.models import Membership
from taghyir.people.models import User


class Line(models.TextChoices):
    """The kinds of lines a file is made of."""

    DEMAND = "demand", pgettext_lazy("line of a file", "the demand")
    NEED = "need", pgettext_lazy("line of a file", "a need")
    OBJECTIVE = "objective", pgettext_lazy("line of a file", "an objective")
    ACTION = "action", pgettext_lazy("line of a file", "an action")
    SERVICE = "service", pgettext_lazy("line of a file", "a service")
    DIAGNOSIS = "diagnosis", pgettext_lazy("line of a file", "the result of a diagnosis")
    CONVENTION = "convention", pgettext_lazy("line of a file", "a convention")
    DOCUMENT = "document", pgettext_lazy("line of a file", "a document")
    HANDOVER = "handover", pgettext_lazy("line of a file", "a hand-over")
    MILESTONE = "milestone", pgettext_lazy("line of a file", "a milestone")
    CARE = "care", pgettext_lazy("line of a file", "an observation on care")


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> "ObjectionQuerySet":
        """Those nobody has answered."""
        return self.filter(answered_at=None)


class Objection(models.Model):
    """A member says that one line of their file is not right, and why; whoever works on the file answers."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="objections")
    line = models.CharField(_("what it is about"), max_length=10, choices=Line)
    line_id = models.BigIntegerField()
    as_it_was = models.CharField(_("what was written"), max_length=400)  # the line may be mended since
    words = models.TextField(_("what is not right"), max_length=1000)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("said by"))
    said_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="objection_is_answered_whole",
                violation_error_message=_("Write an answer the enterprise will read."),
            ),
            models.UniqueConstraint(
                fields=["case", "line", "line_id", "said_by"],
                condition=Q(answered_at=None),
                name="one_open_objection",
                violation_error_message=_("You said so already: the answer will come here."),
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("dossiers:own_file", args=[self.case_id])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


class Signature(models.Model):
    """Somebody who speaks for the enterprise signed the plan as it stood. What was signed is kept, whatever changes after.

    On a screen that was handed over, `name` says whose finger it was, and `signed_by` whose screen. Of a signed paper, `name`
    and `signed_on` are those on the sheet, its scan is the `drawing`, and `signed_by` kept it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="signatures")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=10, choices=Membership.Function)  # of the signer, that day
    is_on_paper = models.BooleanField(default=False)
    signed_on = models.DateField(pgettext_lazy("plan", "signed on"), null=True, blank=True)  # as the paper says
    signed_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the plan, see `queries.digest_of`
    plan = models.JSONField()
    drawing = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "signed_by", "digest", "name"],
                name="a_plan_is_signed_once",
                violation_error_message=_("You signed this plan already."),
            ),
            models.CheckConstraint(
                condition=Q(is_on_paper=False, signed_on=None)
                | (Q(is_on_paper=True, signed_on__isnull=False) & ~Q(name="")),
                name="a_signed_paper_says_who_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.signer}, {self.get_function_display()}"

    @property
    def signer(self) -> str:
        """Who signed."""
        return self.name or str(self.signed_by)

    @property
    def day(self) -> dt.date:
        """When it was signed, which for a paper is not when it was kept."""
        return self.signed_on or timezone.localdate(self.signed_at)
