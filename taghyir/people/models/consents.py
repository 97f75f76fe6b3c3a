"""What people agreed to, in which words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.people.models.accounts import User
from taghyir.people.models.persons import Person


class ConsentText(models.Model):
    """The words people agree to, for one purpose, in one language, at one version. Never edited once used."""

    class Purpose(models.TextChoices):
        FILE = "file", _("being followed in a file")
        DIRECTORY = "directory", _("public directory")
        PHOTO = "photo", _("photograph")
        VIDEO = "video", _("film")
        VOICE = "voice", _("recorded voice")
        TESTIMONY = "testimony", _("story told under their name")
        RESEARCH = "research", _("research, without their name")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["purpose", "-version", "language"]
        constraints = [models.UniqueConstraint(fields=["purpose", "version", "language"], name="one_text_per_version")]

    def __str__(self):
        return f"{self.get_purpose_display()} v{self.version} ({self.language})"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """What one person agreed to, for one purpose: which words, explained how, by whom, and whether it still stands."""

    class Manner(models.TextChoices):
        WRITTEN = "written", _("signed on paper")
        SCREEN = "screen", _("signed on screen")
        SPOKEN = "spoken", _("said aloud, before a witness")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    explained_in = models.CharField(_("explained in"), max_length=20)  # may be a spoken language: darija, tarifit
    manner = models.CharField(_("how"), max_length=8, choices=Manner)
    witness = models.CharField(_("witness"), max_length=120, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    collected_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("collected by"))
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(manner="spoken", witness=""),
                name="spoken_consent_has_witness",
                violation_error_message=_("Name the witness of a consent said aloud."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.text.get_purpose_display()}"
