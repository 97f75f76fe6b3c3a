"""What keeps the directory true: reviews, errors reported, claims of a card."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.people.models import Invitation, Person, User

# days after its owner was asked to confirm a card, which is the day it falls due
ASK_FOCAL_POINT, FADE, HIDE = 30, 60, 120


class Review(models.Model):
    """Who was asked to confirm a card since it fell due; a new one for each time it falls due."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    due_on = models.DateField()
    owner_asked_at = models.DateTimeField(null=True, blank=True)
    focal_point_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "due_on"], name="review_once")]

    def __str__(self):
        return f"{self.organisation_id} {self.due_on}"


class Report(models.Model):
    """Somebody says that a card is wrong. Answered in public words; how to reach them is erased after the answer."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("it is closed")
        MOVED = "moved", _("it moved")
        CONTACT = "contact", _("the phone or the e-mail is wrong")
        DUPLICATE = "duplicate", _("it is there twice")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("not answered yet")
        CORRECTED = "corrected", _("corrected")
        UNCHANGED = "unchanged", _("left as it is")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    code = models.CharField(max_length=8, unique=True)
    kind = models.CharField(_("what is wrong"), max_length=9, choices=Kind)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    contact = models.CharField(_("phone or e-mail, if you want an answer"), max_length=120, blank=True)
    sender = models.CharField(max_length=16, blank=True, editable=False)  # told apart for a day, then erased; never who
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    reported_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)  # when the answer left, for who left an e-mail

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="report_answer_has_words",
                violation_error_message=_("Say in a sentence what was done."),
            )
        ]
        indexes = [models.Index(fields=["state", "reported_at"])]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("upkeep:report", args=[self.pk])

    @property
    def age_days(self) -> int:
        return (timezone.now() - self.reported_at).days


class Claim(models.Model):
    """Somebody says: this card is ours. Proved by a code sent to the mail box the card already has, or in person."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        EXPIRED = "expired", _("nobody came")

    VALID = dt.timedelta(minutes=30)
    WAITS = dt.timedelta(days=14)  # at the mail box of a card, as long as an invitation holds
    ATTEMPTS = 5  # at one code
    CODES = 5  # for one claim: who has none of them right is met in person

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # who has no account is invited by the mail box of the card, and is known once they open theirs
    invitation = models.OneToOneField(Invitation, models.PROTECT, null=True, blank=True, related_name="+")
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    codes = models.PositiveSmallIntegerField(default=0)  # sent so far
    attempts = models.PositiveSmallIntegerField(default=0)  # at the last code
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    claimed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(state="waiting"),
                name="claim_once",
                violation_error_message=_(
                    "You already asked for this card. The mechanism of the territory answers you."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="refused_claim_has_reason",
                violation_error_message=_("Say why, in one sentence the person will read."),
            ),
        ]

    def __str__(self):
        return f"{self.person or '?'}, {self.organisation}"
