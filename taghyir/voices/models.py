"""What the questions of a form sound like."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.surveys.models import Form


class Voice(models.Model):
    """One question of a form said aloud in one language, with the words it had that day."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="voices")
    path = models.CharField(max_length=500)  # of the question, as FormVersion.questions has it
    language = models.CharField(
        max_length=40, blank=True
    )  # a code of FormVersion.languages; "" when the sheet names none
    words = models.TextField()  # other words in a new version: this voice is out of date
    sound = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

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
        """Where it is heard: another sound has another address, so that a phone may keep it for good."""
        ending = self.sound.name.rpartition(".")[2]
        return reverse("voices:voice", args=[self.form_id, f"{self.sound.sha256[:20]}.{ending}"])
