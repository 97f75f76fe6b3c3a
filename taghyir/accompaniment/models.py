"""Demands, cases, objectives, planned actions and services."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.catalogue.models import ServiceKind
from taghyir.catalogue.models import Topic as TopicOfKinds
from taghyir.design.formats import short_date_text
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.needs.models import Need
from taghyir.people.models import Person, User
from taghyir.places.models import Territory


class Demand(models.Model):
    """An enterprise or a group asks to be accompanied. It is received, then accepted, referred, put to wait or refused."""

    class Channel(models.TextChoices):
        DESK = "desk", _("at the desk")
        PHONE = "phone", _("by phone")
        FAIR = "fair", _("at a fair")
        VISIT = "visit", _("during a visit")
        WEB = "web", _("on the web")
        REFERRAL = "referral", _("sent by another body")

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("demand", "received")
        ACCEPTED = "accepted", pgettext_lazy("demand", "accepted")
        REFERRED = "referred", pgettext_lazy("demand", "referred")
        WAITING = "waiting", pgettext_lazy("demand", "on the waiting list")
        REFUSED = "refused", pgettext_lazy("demand", "refused")

    UNDECIDED = (State.RECEIVED, State.WAITING)
    TURNED_AWAY = "demand.refused_access"  # in the access log: who may not see it; `demand.refused` is an answer

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="demands", verbose_name=_("organisation")
    )
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="demands", verbose_name=_("territory"))
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact person")
    )
    channel = models.CharField(_("how it came"), max_length=8, choices=Channel)
    words = models.TextField(_("what they ask"), max_length=2000)
    needs = models.ManyToManyField(Need, blank=True, related_name="demands", verbose_name=_("needs"))
    is_new_enterprise = models.BooleanField(_("an enterprise being created"), default=False)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("received by"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RECEIVED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    referred_to = models.CharField(_("referred to"), max_length=200, blank=True)

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "accepted"]) | ~Q(reason=""),
                name="demand_decision_has_reason",
                violation_error_message=_("Say why, in one sentence the enterprise will read."),
            ),
            models.CheckConstraint(
                condition=~Q(state="referred") | ~Q(referred_to=""),
                name="referred_demand_says_where",
                violation_error_message=_("Say to whom it is referred."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "territory"],
                condition=Q(state__in=["received", "waiting"]),
                name="one_open_demand",
                violation_error_message=_("A demand of this organisation is already waiting for an answer."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.received_on}"

    def get_absolute_url(self):
        return reverse("accompaniment:demand", args=[self.pk])

    @property
    def is_decided(self) -> bool:
        return self.state not in self.UNDECIDED


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(closed_on=None)


@pghistory.track()
class Case(models.Model):
    """One adviser follows one organisation, from an accepted demand to an exit. One open case per organisation and mechanism."""

    class Exit(models.TextChoices):
        ACHIEVED = "achieved", _("objectives reached")
        AUTONOMOUS = "autonomous", _("goes on by itself")
        ABANDONED = "abandoned", _("abandoned")
        DISSOLVED = "dissolved", _("dissolved")
        MOVED = "moved", _("moved elsewhere")

    number = models.CharField(_("file number"), max_length=16, unique=True)  # NAD-2026-0031
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases", verbose_name=_("organisation"))
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="cases", verbose_name=_("territory"))
    demand = models.OneToOneField(Demand, models.PROTECT, related_name="case")
    adviser = models.ForeignKey(User, models.PROTECT, related_name="cases", verbose_name=_("adviser"))
    is_new_enterprise = models.BooleanField(_("an enterprise being created"), default=False)
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    exit = models.CharField(_("how it ended"), max_length=10, choices=Exit, blank=True)
    exit_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("promised for"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "territory"],
                condition=Q(closed_on=None),
                name="one_open_case",
                violation_error_message=_("This organisation is already accompanied here."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="case_closes_after_opening",
                violation_error_message=_("A case cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | (~Q(exit="") & ~Q(exit_reason="")),
                name="closed_case_has_reason",
                violation_error_message=_("Say how it ended, and why."),
            ),
        ]
        indexes = [models.Index(fields=["territory", "closed_on"]), models.Index(fields=["adviser", "next_step_on"])]

    def __str__(self):
        return f"{self.number} {self.organisation}"

    def get_absolute_url(self):
        return reverse("accompaniment:case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def step_status(self) -> str:
        """How urgent the next step is: late, soon (within three days), or going."""
        return _urgency(self.next_step_on)


def _urgency(due_on: dt.date | None) -> str:
    today = timezone.localdate()
    if due_on is None or due_on > today + dt.timedelta(days=3):
        return "going"
    return "late" if due_on < today else "soon"


class Objective(models.Model):
    """What the enterprise wants to reach; at most five at a time per case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="objectives")
    words = models.CharField(_("objective"), max_length=300)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.words


class PlannedAction(models.Model):
    """Who does what by when, with what, for which needs, and how one will know that it worked."""

    SAID = frozenset({"words", "done_by", "due_on", "means", "known_by"})  # besides its needs

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actions")
    words = models.CharField(_("action"), max_length=300)
    needs = models.ManyToManyField(Need, related_name="planned_actions", verbose_name=_("for which needs"))
    done_by = models.CharField(_("who does it"), max_length=120)
    means = models.CharField(_("with what"), max_length=200, blank=True)
    known_by = models.CharField(_("how one will know"), max_length=200, blank=True)
    due_on = models.DateField(_("by when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.words

    @property
    def status(self) -> str:
        """done, late, soon or going."""
        return "done" if self.done_on else _urgency(self.due_on)


class Service(models.Model):
    """Something given to the enterprise: when, how long, to how many people, on what, and what comes next."""

    class Mode(models.TextChoices):
        VISIT = "visit", _("at their place")
        DESK = "desk", _("at the mechanism")
        PHONE = "phone", _("by phone")
        ONLINE = "online", _("online")
        GROUP = "group", _("in a group")

    Topic = TopicOfKinds

    case = models.ForeignKey(Case, models.PROTECT, related_name="services")
    given_on = models.DateField(_("day"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    mode = models.CharField(_("where"), max_length=8, choices=Mode, default=Mode.VISIT)
    topic = models.CharField(_("subject"), max_length=14, choices=Topic)
    kind = models.ForeignKey(
        ServiceKind, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("kind of service")
    )
    women = models.PositiveSmallIntegerField(_("women present"), default=0)
    men = models.PositiveSmallIntegerField(_("men present"), default=0)
    unsaid = models.PositiveSmallIntegerField(_("people present, sex not said"), default=0)
    notes = models.TextField(_("what was done"), max_length=4000, blank=True)
    is_training = models.BooleanField(_("a training"), default=False)
    no_practice = models.CharField(_("why nothing is to be practised"), max_length=200, blank=True)
    planned_action = models.ForeignKey(
        PlannedAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("for which action"),
    )
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, blank=True, related_name="services")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="services", verbose_name=_("given by"))
    sent_once = models.UUIDField(null=True, unique=True, editable=False)  # the same form sent twice is one service
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=960),
                name="service_minutes",
                violation_error_message=_("Write minutes between 1 and 960."),
            ),
            models.CheckConstraint(
                condition=Q(women__gt=0) | Q(men__gt=0) | Q(unsaid__gt=0),
                name="service_somebody_present",
                violation_error_message=_("Count at least one person present."),
            ),
            models.UniqueConstraint(
                fields=["case", "gathering"],
                name="one_service_of_a_meeting",
                violation_error_message=_("This meeting is in this file already."),
            ),
        ]
        indexes = [models.Index(fields=["case", "-given_on", "-id"]), models.Index(fields=["given_on"])]

    def __str__(self):
        return f"{capfirst(self.title)} · {short_date_text(self.given_on)}"

    @property
    def title(self) -> str:
        """What was given, in words: its kind, else its subject."""
        return str(self.kind) if self.kind else str(self.get_topic_display())
