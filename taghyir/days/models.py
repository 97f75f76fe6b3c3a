"""What is proposed to somebody, what a mail reminded of, and the calendars that follow a day."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.people.models import User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        """Those nobody has answered."""
        return self.filter(state=Proposal.State.WAITING)


class Proposal(models.Model):
    """One proposes, another decides: a file for a colleague, an exit or a plan for the coordinator."""

    class Kind(models.TextChoices):
        TRANSFER = "transfer", pgettext_lazy("proposal", "a file for a colleague")
        EXIT = "exit", pgettext_lazy("proposal", "an exit")
        PLAN = "plan", pgettext_lazy("proposal", "a plan")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("proposal", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
        REFUSED = "refused", pgettext_lazy("proposal", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")

    case = models.ForeignKey(Case, models.CASCADE, related_name="proposals", verbose_name=_("file"))
    kind = models.CharField(_("what is proposed"), max_length=8, choices=Kind)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(default=timezone.now)
    # the colleague who is asked; nobody in particular for what a coordinator decides
    asked = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to whom"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    exit = models.CharField(_("how it ends"), max_length=10, choices=Case.Exit, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the plan, see accompaniment.queries.digest_of
    plan = models.JSONField(null=True, blank=True)  # as it stood
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["asked", "state"]), models.Index(fields=["-proposed_at", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state="waiting"),
                name="one_waiting_proposal",
                violation_error_message=_("This is already proposed, and waits for an answer."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="transfer") | (Q(asked__isnull=False) & ~Q(reason="")),
                name="transfer_asks_somebody_and_says_why",
                violation_error_message=_("Say why, in one sentence your colleague will read."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="exit") | (~Q(exit="") & ~Q(reason="")),
                name="exit_is_proposed_with_its_reason",
                violation_error_message=_("Say how it ends, and what made it so."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="plan") | (~Q(digest="") & Q(plan__isnull=False)),
                name="plan_is_proposed_as_it_stood",
                violation_error_message=_("There is no plan yet."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="refused_proposal_says_why",
                violation_error_message=_("Say why: who proposed it will read it."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None) | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="proposal_is_answered_whole",
            ),
        ]

    def __str__(self):
        return f"{self.case.number}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("days:proposal", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class Alert(models.Model):
    """A mail reminded somebody of one thing that is late. It is answered once, with or without signing in."""

    class Kind(models.TextChoices):
        STEP = "step", _("next step")
        ACTION = "action", _("action of the plan")

    class Answer(models.TextChoices):
        DONE = "done", pgettext_lazy("alert", "done")
        POSTPONED = "postponed", pgettext_lazy("alert", "postponed")
        NOT_RELEVANT = "not_relevant", pgettext_lazy("alert", "not relevant any more")

    user = models.ForeignKey(User, models.CASCADE, related_name="alerts")
    case = models.ForeignKey(Case, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=6, choices=Kind)
    subject_id = models.BigIntegerField()  # of the case or of the planned action
    due_on = models.DateField()
    words = models.CharField(max_length=300)  # as they were
    first_told_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answer_words = models.CharField(_("a word"), max_length=300, blank=True)
    postponed_to = models.DateField(_("postponed to"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["kind", "subject_id"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "subject_id", "due_on"], name="one_alert_for_each_day_due"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="alert_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer="not_relevant") | ~Q(answer_words=""),
                name="not_relevant_says_why",
                violation_error_message=_("Say in a word why it is not relevant any more."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="postponed") | Q(postponed_to__isnull=False),
                name="postponed_says_until_when",
                violation_error_message=_("Say for when."),
            ),
        ]

    def __str__(self):
        return self.words


class Feed(models.Model):
    """The calendar of somebody's work, under an address nobody guesses. Ended, it is gone."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="day_feeds")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(ended_at=None),
                name="one_day_calendar_at_a_time",
                violation_error_message=_("You follow this calendar already."),
            )
        ]

    def __str__(self):
        return f"{self.owner_id}"


class Noted(models.Model):
    """What a calendar told, so that it is told as cancelled when it is due no more, whatever became of it."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="noted")
    uid = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    on = models.DateField()
    where = models.CharField(max_length=400)  # the number of the file and the organisation, or the territory
    sequence = models.PositiveIntegerField(default=0)  # as it was told last while it was due
    raised = models.PositiveIntegerField(default=0)  # above the changes of the thing itself: it went and came back
    is_gone = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)  # first told, gone, or back

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="noted_once_in_a_calendar")]

    def __str__(self):
        return self.uid
