"""Diagnoses, the steps in which they are filled, the needs they led to, and who signed their result."""

import datetime as dt
from functools import cached_property

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.core.models import StoredFile
from taghyir.directory.models import Membership
from taghyir.needs.models import Need
from taghyir.people.models import Person, User
from taghyir.surveys.models import FormVersion, Submission

MONTHS_BETWEEN = 6  # two diagnoses of one enterprise
SIDES = ("enterprise", "mechanism")


class Depth(models.TextChoices):
    """What a diagnosis looks at: the whole enterprise, or one theme more closely."""

    SHARED = "shared", _("shared diagnosis, twelve dimensions")
    GENDER_CARE = "gender_care", _("in depth: gender and care")
    CIRCULAR = "circular", _("in depth: circularity")
    DIGITAL = "digital", _("in depth: digital sovereignty")
    MARKET = "market", _("in depth: market")
    GOVERNANCE = "governance", _("in depth: governance")


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    def going(self) -> "DiagnosisQuerySet":
        """Those that are still being filled."""
        return self.filter(finished_at=None)

    def finished(self) -> "DiagnosisQuerySet":
        """Those whose answers stand."""
        return self.filter(finished_at__isnull=False)

    def in_state(self, state: str) -> "DiagnosisQuerySet":
        """Those that stand there: the same as `Diagnosis.state`, asked of the database."""
        if state == "going":
            return self.going()
        if state == "finished":
            return self.finished().filter(given_back_on=None)
        sides = {f"has_{side}": Exists(Signature.objects.filter(diagnosis=OuterRef("pk"), side=side)) for side in SIDES}
        told = self.filter(given_back_on__isnull=False).alias(**sides)
        both = Q(**dict.fromkeys(sides, True))
        return told.filter(both if state == "signed" else ~both)


class Diagnosis(models.Model):
    """What an enterprise and its adviser say together of it, at one moment of its accompaniment: T0, T1, T2…

    It is filled in one version of its instrument from the first step to the last, whatever is published meanwhile.
    """

    class State(models.TextChoices):
        GOING = "going", pgettext_lazy("diagnosis", "being filled")
        FINISHED = "finished", pgettext_lazy("diagnosis", "finished, to give back")
        GIVEN_BACK = "given_back", pgettext_lazy("diagnosis", "given back, to sign")
        SIGNED = "signed", pgettext_lazy("diagnosis", "signed by both")

    case = models.ForeignKey(Case, models.CASCADE, related_name="diagnoses", verbose_name=_("file"))
    depth = models.CharField(_("what it looks at"), max_length=12, choices=Depth, default=Depth.SHARED)
    moment = models.PositiveSmallIntegerField(_("moment"))  # 0 is T0
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    held_on = models.DateField(_("day of the first sitting"), default=timezone.localdate)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(auto_now_add=True)
    answers = models.JSONField(default=dict, blank=True)  # as they stand; paths as in `Submission.answers`
    scores = models.JSONField(
        default=dict, blank=True
    )  # {dimension: 0 to 100, None when it does not have enough answers}
    items_asked = models.PositiveSmallIntegerField(default=0)  # those that concern them
    items_answered = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    given_back_on = models.DateField(_("given back on"), null=True, blank=True)
    given_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("members present"))
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "depth", "moment"],
                name="one_diagnosis_a_moment",
                violation_error_message=_("Somebody began this diagnosis meanwhile: open it."),
            ),
            models.UniqueConstraint(
                fields=["case", "depth"],
                condition=Q(finished_at=None),
                name="one_diagnosis_going",
                violation_error_message=_("A diagnosis is going on already: open it and go on."),
            ),
            models.CheckConstraint(
                condition=Q(given_back_on=None) | Q(finished_at__isnull=False),
                name="diagnosis_is_given_back_finished",
                violation_error_message=_("Finish the diagnosis before it is given back."),
            ),
        ]
        indexes = [models.Index(fields=["depth", "-held_on"], name="diagnoses_of_depth")]

    def __str__(self):
        return f"T{self.moment} · {self.get_depth_display()}"

    def get_absolute_url(self):
        return reverse("diagnoses:diagnosis", args=[self.pk])

    @property
    def name(self) -> str:
        """T0, T1, T2: the same in every language."""
        return f"T{self.moment}"

    @cached_property
    def sides(self) -> list[str]:
        """Who signed: the sides. A list fetches the signatures with its rows."""
        return [signature.side for signature in self.signatures.all()]

    @property
    def state(self) -> str:
        """Where it stands."""
        if not self.finished_at:
            return self.State.GOING
        if not self.given_back_on:
            return self.State.FINISHED
        return self.State.SIGNED if set(SIDES) <= set(self.sides) else self.State.GIVEN_BACK

    def get_state_display(self) -> str:
        return str(self.State(self.state).label)

    @property
    def status(self) -> str:
        """The shape that stands for its state."""
        return {"going": "going", "finished": "soon", "given_back": "waiting", "signed": "done"}[self.state]

    @property
    def next_on(self) -> dt.date:
        """When the enterprise would be looked at again: six months later."""
        months = self.held_on.month - 1 + MONTHS_BETWEEN
        return self.held_on.replace(
            year=self.held_on.year + months // 12, month=months % 12 + 1, day=min(self.held_on.day, 28)
        )


class Step(models.Model):
    """What one person filled in one go, with or without network. Steps are added and never changed: step 0 is the beginning."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sent = models.JSONField(default=dict, blank=True)  # the whole sheet as it came
    answers = models.JSONField(default=dict, blank=True)  # the diagnosis after it, with what others filled meanwhile
    # [{"path", "before", "after", "by"}]: answers of somebody else that this step replaced without having seen them
    overlaps = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["diagnosis", "number"], name="one_step_a_number")]

    def __str__(self):
        return f"{self.diagnosis}, {self.number}"


class DiagnosedNeed(models.Model):
    """A need that was written from one dimension of a diagnosis: once."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="diagnosed_needs")
    dimension = models.CharField(max_length=40)
    need = models.OneToOneField(Need, models.CASCADE, related_name="diagnosed")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "dimension"],
                name="one_need_a_dimension",
                violation_error_message=_("This need is written already."),
            )
        ]

    def __str__(self):
        return f"{self.dimension}: {self.need}"


class Signature(models.Model):
    """Somebody signed the result as it stood, for the enterprise or for the mechanism. What was signed is kept.

    On a screen that was handed over, `name` says whose finger it was, and `signed_by` whose screen. A signed paper stands for
    each side that had not signed: its scan is the `drawing`, and `signed_by` kept it.
    """

    class Side(models.TextChoices):
        ENTERPRISE = "enterprise", _("for the enterprise")
        MECHANISM = "mechanism", _("for the mechanism")

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="signatures")
    side = models.CharField(_("for whom"), max_length=10, choices=Side)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_on_paper = models.BooleanField(default=False)
    function = models.CharField(_("function"), max_length=10, choices=Membership.Function, blank=True)  # that day
    signed_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the result, see `queries.digest_of`
    result = models.JSONField()
    drawing = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "signed_by", "side", "name"],
                name="a_result_is_signed_once",
                violation_error_message=_("You signed this result already."),
            )
        ]

    def __str__(self):
        return f"{self.signer}, {self.get_side_display()}"

    @property
    def signer(self) -> str:
        """Who signed, in words; of a paper, who kept it."""
        if self.is_on_paper:
            return _("signed paper, kept by %(name)s") % {"name": self.signed_by}
        return self.name or str(self.signed_by)
