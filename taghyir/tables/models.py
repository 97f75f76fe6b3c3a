"""A file somebody brings in, seen before it is applied."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile


class ImportRun(models.Model):
    """One file on its way in: previewed, then applied or left. Nothing is written before the person says so."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        ASKING = "asking"  # what some of its columns are is to be said first
        PREVIEWED = "previewed"
        APPLYING = "applying"
        APPLIED = "applied"
        UNREADABLE = "unreadable"

    importer = models.CharField(max_length=80)  # the name it registered under: "organisations"
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    options = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=list)  # [[heading of the file, column or ""], …]
    examples = models.JSONField(default=list)  # [[value, …], …]: what each column says first
    counts = models.JSONField(default=dict)  # {"add": 3, "update": 1, "skip": 0, "refuse": 2}
    sentence = models.TextField(blank=True)  # why the file could not be read

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self):
        return f"{self.importer}: {self.file.name}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING, self.State.APPLYING)


class Verdict(models.TextChoices):
    """What becomes of a row: of four kinds of good rows, and the one to mend."""

    ADD = "add", _("added")
    UPDATE = "update", _("updated")
    SKIP = "skip", _("nothing new")
    DIFFER = "differ", _("says otherwise, ours stays")
    REFUSE = "refuse", _("refused")


class ImportedRow(models.Model):
    """What will happen, or happened, to one row, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    values = models.JSONField()  # {heading: text}, as the file has them
    sentences = models.JSONField(default=list)  # [[column, sentence], …]
    changes = models.JSONField(default=list)  # [[column, before, after], …]
    subject_id = models.BigIntegerField(null=True)  # what was found, or added
    is_applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["run", "number"]
        indexes = [models.Index(fields=["run", "verdict"])]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="imported_row_once")]

    def __str__(self):
        return f"{self.number}: {self.verdict}"

    @property
    def title(self) -> str:
        """The first values of the row, by which people know it."""
        values = [self.values[heading] for heading, _column in self.run.columns if heading in self.values]
        return " · ".join(values[:3])[:160]
