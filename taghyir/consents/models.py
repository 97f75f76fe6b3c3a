"""What people agreed to, in which words, and until when."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import StoredFile
from taghyir.people.models import Person, User
from taghyir.tables.voices import SPOKEN


class ConsentText(models.Model):
    """The words people agree to, for one purpose, in one language, at one version. Never edited once used."""

    class Purpose(models.TextChoices):
        FILE = "file", _("being followed in a file")
        SENSITIVE = "sensitive", _("what is sensitive about them, in the file")
        DIRECTORY = "directory", _("public directory")
        PHOTO = "photo", _("photograph")
        VIDEO = "video", _("film")
        VOICE = "voice", _("recorded voice")
        TESTIMONY = "testimony", _("story told under their name")
        SCREENING = "screening", _("showing near home")
        INTERNET = "internet", _("internet and social networks")
        PRESS = "press", _("newspapers, radio and television")
        FUNDERS = "funders", _("reports to funders, and festivals")
        RESEARCH = "research", _("research, without their name")
        ARCHIVE = "archive", _("archive of the programme")
        REFERRAL = "referral", _("giving name and phone to another body")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # else with the house
    written_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["purpose", "-version", "language"]
        constraints = [models.UniqueConstraint(fields=["purpose", "version", "language"], name="one_text_per_version")]

    def __str__(self):
        return f"{self.get_purpose_display()} v{self.version} ({self.language})"


class ConsentVoice(models.Model):
    """The words of one text as somebody says them, in a language people speak: for those who do not read."""

    text = models.ForeignKey(ConsentText, models.CASCADE, related_name="voices", verbose_name=_("text"))
    spoken = models.CharField(_("said in"), max_length=20, choices=SPOKEN)
    sound = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("sound"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now=True)

    class Meta:
        ordering = ["text", "spoken"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "spoken"],
                name="consent_voice_once",
                violation_error_message=_("Somebody has just recorded these words."),
            )
        ]

    def __str__(self):
        return f"{self.text} ({self.spoken})"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Neither withdrawn nor over."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()), withdrawn_at=None)

    def ending(self, within: dt.timedelta) -> "ConsentQuerySet":
        """Those that stand, and end before long."""
        return self.standing().filter(expires_on__lte=timezone.localdate() + within)

    def over(self) -> "ConsentQuerySet":
        """Not withdrawn: its time has passed."""
        return self.filter(withdrawn_at=None, expires_on__lt=timezone.localdate())


class Consent(models.Model):
    """What one person agreed to, for one purpose: which words, explained how, by whom, and whether it still stands."""

    class Manner(models.TextChoices):
        WRITTEN = "written", _("signed on paper")
        SCREEN = "screen", _("signed on screen")
        SPOKEN = "spoken", _("said aloud, before a witness")

    class State(models.TextChoices):
        STANDING = "standing", pgettext_lazy("consent", "stands")
        ENDING = "ending", pgettext_lazy("consent", "ends within sixty days")
        OVER = "over", pgettext_lazy("consent", "is over")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")

    ENDING_WITHIN = dt.timedelta(days=60)

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    explained_in = models.CharField(_("explained in"), max_length=20)  # may be a spoken language: darija, tarifit
    manner = models.CharField(_("how"), max_length=8, choices=Manner)
    witness = models.CharField(_("witness"), max_length=120, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    expires_on = models.DateField(_("until"), null=True, blank=True)
    # the paper that was signed, the signature made on the screen, or the voice; several purposes may stand on one paper
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    guardian = models.CharField(_("guardian"), max_length=120, blank=True)  # who decides for a child
    guardian_is = models.CharField(_("what the guardian is to the child"), max_length=60, blank=True)
    judge = models.CharField(_("authorisation of the family judge"), max_length=80, blank=True)  # Tunisia
    collected_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("collected by"))
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)
    warned_of = models.DateField(null=True, editable=False)  # the end of which its collector was told
    ended_at = models.DateTimeField(null=True, editable=False)  # when the house noticed that its time had passed

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(manner="spoken", witness=""),
                name="spoken_consent_has_witness",
                violation_error_message=_("Name the witness of a consent said aloud."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("given_on")),
                name="consent_ends_after_it_begins",
                violation_error_message=_("It cannot end before the day it is given."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.text.get_purpose_display()}"

    def get_absolute_url(self):
        return reverse("consents:consent", args=[self.pk])

    @property
    def state(self) -> str:
        """One of `State`, today."""
        today = timezone.localdate()
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.expires_on is None or self.expires_on > today + self.ENDING_WITHIN:
            return self.State.STANDING
        return self.State.ENDING if self.expires_on >= today else self.State.OVER

    @property
    def stands(self) -> bool:
        return self.state in (self.State.STANDING, self.State.ENDING)

    def get_state_display(self) -> str:
        return str(self.State(self.state).label)
