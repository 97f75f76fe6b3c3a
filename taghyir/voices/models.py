"""What the questions of a form sound like, and what is said before anything is kept."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.tables.voices import SPOKEN


class Said(models.Model):
    """Words as somebody said them aloud: other words today, and the voice is out of date."""

    words = models.TextField()
    sound = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def file_name(self) -> str:
        """Of its address: another sound has another one, so that a phone may keep it for good."""
        return f"{self.sound.sha256[:20]}.{self.sound.name.rpartition('.')[2]}"


class Voice(Said):
    """One question of a form said aloud in one language, with the words it had that day."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="voices")
    path = models.CharField(max_length=500)  # of the question, as FormVersion.questions has it
    language = models.CharField(
        max_length=40, blank=True
    )  # a code of FormVersion.languages; "" when the sheet names none

    class Meta:
        ordering = ["form", "language", "path"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "path", "language"],
                name="voice_once",
                violation_error_message=_("Somebody has just recorded this question."),
            )
        ]

    def __str__(self):
        return f"{self.form}, {self.path} ({self.language})"

    @property
    def address(self) -> str:
        """Where it is heard."""
        return reverse("voices:voice", args=[self.form_id, self.file_name])


class NoticeVoice(Said):
    """What is said before anything is kept, said aloud in one language, for a territory or for all, with the words it had."""

    notice = models.CharField(max_length=20)  # a code of queries.name_notice
    spoken = models.CharField(_("said in"), max_length=20, choices=SPOKEN)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")  # none: for all

    class Meta:
        ordering = ["notice", "spoken", "territory"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "spoken", "territory"],
                nulls_distinct=False,
                name="notice_voice_once",
                violation_error_message=_("Somebody has just recorded these words."),
            )
        ]

    def __str__(self):
        return f"{self.notice} ({self.spoken}, {self.territory or '—'})"

    @property
    def address(self) -> str:
        """Where anybody hears it."""
        return reverse("voices:notice_voice", args=[self.file_name])
