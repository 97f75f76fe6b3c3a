"""Who is trained to interview, interviews of organisations about their values, and what was said of each criterion."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import StoredFile
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.models import Territory

LEVELS = 5


class PeerQuerySet(models.QuerySet["Peer"]):
    def standing(self) -> "PeerQuerySet":
        """Those of today."""
        today = timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today), trained_on__lte=today)


class Peer(models.Model):
    """Somebody of an organisation or a mechanism, trained to listen to another one; in one territory, until it ends."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name=_("territory"))
    trained_on = models.DateField(_("trained on"))
    trained_by = models.CharField(_("trained by"), max_length=120)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField(pgettext_lazy("peer", "until"), null=True, blank=True)

    objects = PeerQuerySet.as_manager()

    class Meta:
        ordering = ["territory__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory"],
                condition=Q(ended_on=None),
                name="peer_once",
                violation_error_message=_("This person is a peer of this territory already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("trained_on")),
                name="peer_ends_after_training",
                violation_error_message=_("It cannot end before the training."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    @property
    def is_standing(self) -> bool:
        return self.ended_on is None or self.ended_on > timezone.localdate()


class Interview(models.Model):
    """One or two peers talk with an organisation about its values. A later one stands beside it and erases nothing."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("interview", "being held")
        GIVEN_BACK = "given_back", pgettext_lazy("interview", "given back, to be agreed")
        AGREED = "agreed", pgettext_lazy("interview", "agreed")
        CLOSED = "closed", pgettext_lazy("interview", "closed without agreement")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="interviews", verbose_name=_("organisation")
    )
    set_version = models.PositiveSmallIntegerField(_("set of criteria"))
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="+", verbose_name=_("peer"))
    second_peer = models.ForeignKey(
        Peer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("second peer")
    )
    held_on = models.DateField(_("held on"), default=timezone.localdate)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    given_back_at = models.DateTimeField(null=True, blank=True)
    change_words = models.TextField(
        _("what is to be changed"), max_length=1000, blank=True
    )  # until it is given back anew
    ended_at = models.DateTimeField(null=True, blank=True)  # agreed or closed
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_sheet = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why it is closed"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    shows_evidence = models.BooleanField(_("what shows it is published too"), default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # taken back from everybody, by the organisation

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["organisation", "-held_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=["draft", "given_back"]),
                name="one_interview_at_a_time",
                violation_error_message=_("This organisation is being interviewed already: finish that one first."),
            ),
            models.CheckConstraint(
                condition=~Q(second_peer=F("peer")),
                name="two_peers_are_two",
                violation_error_message=_("The second peer is somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="agreed"),
                name="published_once_agreed",
                violation_error_message=_("Only what the organisation agreed to is published."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "given_back"], ended_at=None)
                | Q(state="agreed", ended_at__isnull=False)
                | Q(state="closed", ended_at__isnull=False) & ~Q(reason=""),
                name="closed_interview_says_why",
                violation_error_message=_("Say in a sentence why it is closed."),
            ),
        ]

    def __str__(self):
        return str(self.organisation)

    def get_absolute_url(self):
        return reverse("criteria:interview", args=[self.pk])

    @property
    def read_back_address(self) -> str:
        """The page to read together, in the language in which the interview was held."""
        with translation.override(self.language):
            return reverse("criteria:read_back", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.GIVEN_BACK)


class Answer(models.Model):
    """What was said of one criterion: the level whose words are nearest, or that it was not talked about; and what shows it."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=32)  # its code in the set of the interview
    level = models.PositiveSmallIntegerField(
        _("level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LEVELS)]
    )  # None: not talked about
    evidence = models.TextField(_("what shows it"), max_length=1000, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    said_to = models.ForeignKey(User, models.PROTECT, related_name="+")  # who wrote it down last
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "criterion"],
                name="criterion_once",
                violation_error_message=_("This criterion is answered already."),
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=1, level__lte=LEVELS),
                name="one_of_five_levels",
                violation_error_message=_("Choose one of the five levels, or say that it was not talked about."),
            ),
        ]

    def __str__(self):
        return self.criterion
