"""The texts conventions are written from, the conventions, and who signed them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.places.models import Territory

LONGEST = 20_000  # characters of a text
LANGUAGES = (("fr", "français"), ("ar", "العربية"))  # those in which one is signed


class ConventionText(models.Model):
    """The words of a convention, with named places: of one territory, or of the programme. A version is never changed."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=LONGEST)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "language", "version"],
                nulls_distinct=False,
                name="one_convention_text_per_version",
                violation_error_message=_("Somebody wrote a version meanwhile: read it, then write yours."),
            )
        ]

    def __str__(self):
        return f"{self.territory or '—'} {self.language} v{self.version}"


class Convention(models.Model):
    """What an enterprise and the mechanism agree to for one file. Once to be signed, its text is locked by its SHA-256."""

    class State(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("convention", "drafted")
        TO_SIGN = "to_sign", pgettext_lazy("convention", "to be signed")
        SIGNED = "signed", pgettext_lazy("convention", "signed")
        ENDED = "ended", pgettext_lazy("convention", "ended")

    case = models.ForeignKey(Case, models.PROTECT, related_name="conventions", verbose_name=_("file"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    written_from = models.ForeignKey(ConventionText, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"), max_length=2 * LONGEST)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the text in UTF-8, from when it is to be signed
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFTED)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    drafted_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(_("signed on"), null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state="ended"),
                name="one_convention_at_a_time",
                violation_error_message=_("This file has a convention already: end it first."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "ended"]) | ~Q(digest=""), name="locked_convention_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")),
                name="convention_lasts",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="ended_convention_says_why",
                violation_error_message=_("Say why, in one sentence the enterprise will read."),
            ),
        ]

    def __str__(self):
        return f"{self.case.number}, {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("conventions:convention", args=[self.pk])


class Side(models.TextChoices):
    ENTERPRISE = "enterprise", pgettext_lazy("side of a convention", "for the enterprise")
    MECHANISM = "mechanism", pgettext_lazy("side of a convention", "for the mechanism")


class ConventionSignature(models.Model):
    """One side signed the locked text on a screen, with the finger. Whose screen it was is kept."""

    convention = models.ForeignKey(Convention, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    name = models.CharField(_("name"), max_length=200)  # as it was that day
    function = models.CharField(_("function"), max_length=80)
    digest = models.CharField(max_length=64)
    drawing = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    on_screen_of = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "side"],
                name="a_side_signs_once",
                violation_error_message=_("This side signed already."),
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.get_side_display()}"
