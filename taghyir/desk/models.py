"""Who asks for help without an account, and what is said to and fro under a code."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.places.models import Place, Territory

ANSWERED_WITHIN = 7  # days, moved to a day on which people work there
KEPT = dt.timedelta(days=365)  # after it is closed, what was said is erased


class HelpRequest(models.Model):
    """Somebody asks for help. Read by the mechanism of the territory, answered under its code; erased a year after."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("request", "received")
        TAKEN = "taken", pgettext_lazy("request", "in somebody’s hands")
        CLOSED = "closed", pgettext_lazy("request", "closed")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("helped")
        REFERRED = "referred", _("sent to somebody else")
        IMPOSSIBLE = "impossible", _("not possible")
        NO_NEWS = "no_news", _("no more news of them")
        MISUSE = "misuse", _("not a request for help")

    code = models.CharField(_("code"), max_length=8, unique=True)
    words = models.TextField(_("what they ask"), max_length=2000, blank=True)  # empty once it is erased
    name = models.CharField(_("name"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)  # E.164
    organisation_name = models.CharField(_("organisation"), max_length=120, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune or delegation")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    language = models.CharField(_("language"), max_length=2, default="fr")
    sender = models.CharField(max_length=16, blank=True, editable=False)  # told apart for a day; never who
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    due_on = models.DateField(_("answer due on"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.NEW)
    is_waiting = models.BooleanField(default=True)  # whoever asked spoke last
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the hands of")
    )
    outcome = models.CharField(_("how it ended"), max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    need = models.OneToOneField(
        Need, models.PROTECT, null=True, blank=True, related_name="help_request", verbose_name=_("need")
    )
    notice_version = models.CharField(max_length=10)  # of what was said before anything was kept
    folded = models.TextField(editable=False, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["territory", "state", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at=None, outcome=""),
                name="closed_request_says_how",
                violation_error_message=_("Say how it ended."),
            ),
            models.CheckConstraint(
                condition=Q(state="new") | Q(owner__isnull=False) | Q(state="closed"),
                name="request_in_hand_has_owner",
                violation_error_message=_("Say who has it in hand."),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("desk:help_request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED

    @property
    def is_late(self) -> bool:
        return self.is_open and self.is_waiting and self.due_on < timezone.localdate()

    @property
    def shown_code(self) -> str:
        """As people read it aloud: two groups of four."""
        return f"{self.code[:4]}-{self.code[4:]}"


class Message(models.Model):
    """What one side says to the other under the code. Without `by`, whoever asked says it."""

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("message"), max_length=2000)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self):
        return self.words[:60]
