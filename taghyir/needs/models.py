"""Needs, and how answers of forms become needs."""

import datetime as dt

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.people.models import Person, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form, Submission
from taghyir.tables.search import search_text


class Theme(models.TextChoices):
    """The twelve dimensions of the shared diagnosis."""

    PROJECT = "project", _("project and collective meaning")
    STATUS = "status", _("legal status and papers")
    GOVERNANCE = "governance", _("democratic governance")
    WORK = "work", _("organisation and conditions of work")
    GENDER = "gender", _("gender and sharing of power")
    CARE = "care", _("care")
    MODEL = "model", _("economic model and management")
    PRODUCTION = "production", _("production and quality")
    MARKET = "market", _("market and selling")
    CIRCULAR = "circular", _("circularity and resources")
    DIGITAL = "digital", _("digital tools and sovereignty")
    NETWORK = "network", _("network, intercooperation and territory")


class Priority(models.IntegerChoices):
    """How much it presses, for who said it or for who accompanies them: the two need not agree."""

    LOW = 1, pgettext_lazy("priority", "can wait")
    MIDDLE = 2, pgettext_lazy("priority", "matters")
    HIGH = 3, pgettext_lazy("priority", "presses")


class Level(models.TextChoices):
    """How far a need was raised because nobody nearer could answer it."""

    TERRITORY = "territory", _("territory")
    COUNTRY = "country", _("country")
    REGION = "region", pgettext_lazy("level", "the two countries")


_SHAPES = {"heard": "new", "owned": "going", "answered": "soon", "told": "done"}


class NeedQuerySet(models.QuerySet["Need"]):
    def open(self) -> "NeedQuerySet":
        return self.exclude(state=Need.State.TOLD)

    def unanswered(self) -> "NeedQuerySet":
        return self.filter(state__in=Need.UNANSWERED)

    def late(self) -> "NeedQuerySet":
        return self.unanswered().filter(due_on__lt=timezone.localdate())

    def waiting_long(self) -> "NeedQuerySet":
        """Without an answer thirty days after they were heard."""
        return self.unanswered().filter(heard_on__lte=timezone.localdate() - Need.LONG)


@pghistory.track(exclude=["folded"])
class Need(models.Model):
    """Something somebody said they need: heard, taken in charge, answered, and the answer told back."""

    class State(models.TextChoices):
        HEARD = "heard", _("heard")
        OWNED = "owned", _("in hand")
        ANSWERED = "answered", _("answered, not told yet")
        TOLD = "told", _("answer told back")

    class Answer(models.TextChoices):
        ACCOMPANIED = "accompanied", _("taken up in the accompaniment")
        SERVICE = "service", _("a service was given")
        REFERRED = "referred", _("directed to another body")
        MATCHED = "matched", _("put in touch with another organisation")
        DECIDED = "decided", _("a public decision")
        NO = "no", _("not possible now")

    UNANSWERED = (State.HEARD, State.OWNED)
    LONG = dt.timedelta(days=30)

    territory = models.ForeignKey(  # None: an answer came from nowhere known, the programme says where it belongs
        Territory, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("territory")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("said by")
    )
    said_by = models.CharField(_("who said it, in words"), max_length=120, blank=True)  # "a seamstress at the fair"
    sex = models.CharField(
        _("sex"), max_length=1, blank=True, choices=[("F", _("woman")), ("M", _("man")), ("X", _("other or no answer"))]
    )
    theme = models.CharField(_("theme"), max_length=12, choices=Theme)
    words = models.TextField(_("in their words"), max_length=2000, validators=[MaxLengthValidator(2000)])
    contact = models.CharField(_("how to reach them"), max_length=120, blank=True)
    said_priority = models.PositiveSmallIntegerField(_("priority for them"), choices=Priority, null=True, blank=True)
    adviser_priority = models.PositiveSmallIntegerField(
        _("priority for the adviser"), choices=Priority, null=True, blank=True
    )
    heard_on = models.DateField(_("heard on"), default=timezone.localdate)
    heard_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("heard by"))
    gathering = models.ForeignKey(
        Gathering, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("heard at")
    )
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="needs")
    submission_path = models.CharField(max_length=200, blank=True)  # which answer of the form it comes from
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.HEARD)
    owner = models.ForeignKey(User, models.PROTECT, related_name="needs", verbose_name=_("owner"))
    due_on = models.DateField(_("answer due on"))
    level = models.CharField(_("level"), max_length=9, choices=Level, default=Level.TERRITORY)
    raised_on = models.DateField(_("raised on"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answer_words = models.TextField(
        _("the answer, in words"), max_length=2000, blank=True, validators=[MaxLengthValidator(2000)]
    )
    answer_gathering = models.ForeignKey(  # a training, a workshop
        Gathering, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered at a meeting")
    )
    answer_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered with")
    )
    decision = models.CharField(_("public decision"), max_length=200, blank=True)  # who decided, number, day
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_how = models.CharField(_("told how"), max_length=120, blank=True)
    folded = models.TextField(editable=False, default="")  # the words and who said them, folded and sounded, for search
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "submission_path"],
                condition=Q(submission__isnull=False),
                name="need_once_per_answer",
                violation_error_message=_("This answer has already become a need."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["heard", "owned"]) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="answered_need_has_answer",
                violation_error_message=_("Say what the answer is."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="decided") | ~Q(decision=""),
                name="decided_need_names_decision",
                violation_error_message=_("Say who decided, under which number, on which day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="told") | Q(told_on__isnull=False),
                name="told_need_has_day",
                violation_error_message=_("Say when the answer was told."),
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state", "due_on"]),
            models.Index(fields=["owner", "state"]),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="needs_folded"),
        ]

    def __str__(self):
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"

    def get_absolute_url(self):
        return reverse("needs:need", args=[self.pk])

    def prepare_search(self) -> None:
        """Keep what it is found by: the words, and who said them."""
        self.folded = search_text(self.words, self.said_by)

    @property
    def is_open(self) -> bool:
        return self.state != self.State.TOLD

    @property
    def is_late(self) -> bool:
        """No answer yet, and its day has passed."""
        return self.state in self.UNANSWERED and self.due_on < timezone.localdate()

    @property
    def shape(self) -> str:
        """The shape that stands beside its state (design, c-status)."""
        return "late" if self.is_late else _SHAPES[self.state]

    @property
    def age_days(self) -> int:
        """Days since it was heard, until its answer was told."""
        return ((self.told_on or timezone.localdate()) - self.heard_on).days


class NeedMapping(models.Model):
    """Which answer of a form becomes a need, and on which theme."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="need_mappings", verbose_name=_("form"))
    words_path = models.CharField(_("question that holds their words"), max_length=200)
    theme_path = models.CharField(_("question that holds the theme"), max_length=200, blank=True)
    theme = models.CharField(_("theme, when no question holds it"), max_length=12, choices=Theme, blank=True)
    territory_path = models.CharField(_("question that holds the territory"), max_length=200, blank=True)
    organisation_path = models.CharField(_("question that holds the organisation"), max_length=200, blank=True)
    said_by_path = models.CharField(_("question that says who"), max_length=200, blank=True)
    sex_path = models.CharField(_("question that holds the sex"), max_length=200, blank=True)
    contact_path = models.CharField(_("question that holds a contact"), max_length=200, blank=True)
    priority_path = models.CharField(_("question that says how much it presses"), max_length=200, blank=True)
    adviser_priority_path = models.CharField(
        _("question that says how much it presses for the adviser"), max_length=200, blank=True
    )
    days_to_answer = models.PositiveSmallIntegerField(_("days to answer"), default=30)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "words_path"],
                name="mapping_once",
                violation_error_message=_("This question already gives needs."),
            ),
            models.CheckConstraint(
                condition=~Q(theme="", theme_path=""),
                name="mapping_has_theme",
                violation_error_message=_("Choose a theme, or the question that holds it."),
            ),
        ]

    def __str__(self):
        return f"{self.form}: {self.words_path}"
