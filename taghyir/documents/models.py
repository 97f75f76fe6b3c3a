"""Documents of a file, and their versions: who sent which file when. An older version is never replaced."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, Service
from taghyir.core.models import StoredFile
from taghyir.people.models import User


class Document(models.Model):
    """Something written about or by an enterprise. What was withdrawn keeps its line, and loses its content."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", pgettext_lazy("document", "minutes of a meeting")
        STATUTES = "statutes", pgettext_lazy("document", "statutes")
        DELIVERABLE = "deliverable", pgettext_lazy("document", "deliverable")
        DEED = "deed", pgettext_lazy("document", "deed")
        PHOTO = "photo", pgettext_lazy("document", "photo")
        OTHER = "other", pgettext_lazy("document", "other")

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("for which service")
    )
    is_shared = models.BooleanField(_("shown to the members"), default=False)
    latest = models.OneToOneField("Version", models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    folded = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["case", "-added_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
                name="document_is_withdrawn_with_a_reason",
                violation_error_message=_("Say why it is withdrawn."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("documents:document", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Version(models.Model):
    """One file as it was sent. Its name, size and SHA-256 stay when the content is erased."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    remark = models.CharField(_("what changed"), max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="one_version_of_a_number",
                violation_error_message=_("Somebody sent a version meanwhile. Send yours again."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.number})"

    @property
    def can_be_shown(self) -> bool:
        """Whether a browser shows it by itself: a PDF or a picture, checked by content."""
        return self.file_id is not None and self.content_type in ("application/pdf", "image/jpeg", "image/png")
