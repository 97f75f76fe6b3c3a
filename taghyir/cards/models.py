"""Words in each language, hours, photos, and relations between organisations."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.consents.models import ConsentText
from taghyir.consents.queries import who_no_longer_agrees
from taghyir.core.languages import in_language
from taghyir.core.models import StoredFile
from taghyir.directory.models import Organisation
from taghyir.people.models import Person, User

SHOWS = (ConsentText.Purpose.PHOTO, ConsentText.Purpose.INTERNET)  # what a photo of a card asks of who is seen on it


class Words(models.Model):
    """Who it is, in its own words, in one language."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ARABIC = "ar", _("Arabic")
        SPANISH = "es", _("Spanish")
        ENGLISH = "en", _("English")
        TAMAZIGHT = "zgh", _("Tamazight")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=3, choices=Language)
    words = models.TextField(_("in its own words"), max_length=2000, validators=[MaxLengthValidator(2000)])
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="words_once")]

    def __str__(self):
        return self.words[:60]


class Reach(models.Model):
    """How it is reached besides its phone: its week, which a merge never mixes with another's, and WhatsApp."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    whatsapp = models.CharField(_("WhatsApp number"), max_length=20, blank=True)  # E.164
    note_fr = models.CharField(_("note on the hours, in French"), max_length=200, blank=True)
    note_ar = models.CharField(_("note on the hours, in Arabic"), max_length=200, blank=True)

    def __str__(self):
        return self.whatsapp or self.note_fr or self.note_ar


class Opening(models.Model):
    """Between two times it is open, from a weekday on; several a day are allowed, and one may end in the night after."""

    reach = models.ForeignKey(Reach, models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(_("day"))  # 0 is Monday, as in Python
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))

    class Meta:
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["reach", "weekday", "opens_at"], name="opening_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6) & ~Q(closes_at=F("opens_at")), name="opening_lasts"),
        ]

    def __str__(self):
        return f"{self.weekday} {self.opens_at}–{self.closes_at}"

    @property
    def is_overnight(self) -> bool:
        """Whether it closes on the day after."""
        return self.closes_at < self.opens_at


class PhotoQuerySet(models.QuerySet["Photo"]):
    def shown(self) -> "PhotoQuerySet":
        """Those on which nobody is marked who took back what they agreed to."""
        return self.exclude(people__in=who_no_longer_agrees(*SHOWS))


class Photo(models.Model):
    """A photo of the card, made small and without what the camera wrote in it; those who can be recognised agreed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    large = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    small = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()  # pixels of the large one
    height = models.PositiveIntegerField()
    seen_fr = models.CharField(_("what is seen on it, in French"), max_length=160, blank=True)
    seen_ar = models.CharField(_("what is seen on it, in Arabic"), max_length=160, blank=True)
    people = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("who can be recognised on it"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who says that people on it agreed
    added_at = models.DateTimeField(default=timezone.now)
    rank = models.PositiveSmallIntegerField(
        default=0
    )  # the lowest is the first: it goes with the address when it is shared

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(seen_fr="", seen_ar=""),
                name="photo_says_what_is_seen",
                violation_error_message=_("Say what is seen on it, for who does not see it."),
            )
        ]

    def __str__(self):
        return in_language(self, "seen")[0]

    def _within(self, side: int) -> tuple[int, int]:
        """Its size in pixels when its longer side has `side`."""
        share = min(1.0, side / max(self.width, self.height))
        return round(self.width * share), round(self.height * share)

    @property
    def small_width(self) -> int:
        return self._within(240)[0]

    @property
    def small_height(self) -> int:
        return self._within(240)[1]

    @property
    def thumb_width(self) -> int:
        return self._within(96)[0]

    @property
    def thumb_height(self) -> int:
        return self._within(96)[1]


class Relation(models.Model):
    """One organisation stands in a relation to another. Both cards show it once the other side agreed."""

    doubles_stay = True  # in a merge, what both have stays with the entry that goes

    class Kind(models.TextChoices):
        SUPPLIES = "supplies", pgettext_lazy("relation", "supplies")
        FEDERATES = "federates", pgettext_lazy("relation", "federates")
        ACCOMPANIES = "accompanies", pgettext_lazy("relation", "accompanies")
        WORKS_WITH = "works_with", pgettext_lazy("relation", "works with")

    kind = models.CharField(_("relation"), max_length=11, choices=Kind)
    subject = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    to = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_proposed_by_subject = models.BooleanField(default=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "to"],
                name="relation_once",
                violation_error_message=_("This relation is already written."),
            ),
            models.CheckConstraint(
                condition=~Q(subject=F("to")),
                name="relation_to_another",
                violation_error_message=_("Choose another organisation."),
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.get_kind_display()} {self.to}"
