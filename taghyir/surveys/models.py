"""Forms, their versions, and what people answered."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile, private_storage
from taghyir.devices.models import Device
from taghyir.people.models import User
from taghyir.places.models import Territory


class FormQuerySet(models.QuerySet["Form"]):
    def open(self) -> "FormQuerySet":
        return self.filter(retired_at=None, current__isnull=False)


class Form(models.Model):
    """An instrument: a quick listening, a diagnosis, a test. Known by the form_id of its XLSForm."""

    xform_id = models.CharField(_("form identifier"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    current = models.ForeignKey("FormVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    is_followed = models.BooleanField(default=False, editable=False)  # another room makes something of each answer

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:form", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.retired_at is None and self.current_id is not None


class FormVersion(models.Model):
    """One version of a form: the sheet that was sent, the XForm made of it, and what its questions are. Never changed."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="versions")
    version = models.CharField(_("form version"), max_length=60)
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xform = models.TextField()  # XML
    md5 = models.CharField(max_length=32)  # of the XForm, as OpenRosa clients compare it
    # [{"path", "name", "type", "repeat", "labels": {lang: text}, "choices": {value: {lang: text}}, "values": [value, …]}, …]
    # "purpose" and "asked" where answers are kept apart: the type is then "reserved", see apart.py
    # and "list": "organisations.csv" where one chooses from a list the house makes
    questions = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "version"],
                name="form_version_once",
                violation_error_message=_("This version of the form was already published."),
            )
        ]

    def __str__(self):
        return f"{self.form} {self.version}"

    @property
    def answerable(self) -> list[dict[str, Any]]:
        """The questions that hold an answer: neither groups, nor repeats, nor notes."""
        return [question for question in self.questions if question["type"] not in ("group", "repeat", "note")]

    @property
    def read_by_all(self) -> list[dict[str, Any]]:
        """Those whose answer is read by whoever sees the submission: not the reserved ones."""
        return [question for question in self.answerable if question["type"] != "reserved"]


class FormFile(models.Model):
    """A picture, a sound or a list that the questions of a version show."""

    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    md5 = models.CharField(max_length=32)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="form_file_once")]

    def __str__(self):
        return self.name


def receipt_of(digest: str) -> str:
    return f"{digest[:4]}-{digest[4:8]}".upper()


class Submission(models.Model):
    """One filled form: its XML as it came, and its answers. Stored once, whatever the number of times it is sent."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions")
    instance_id = models.CharField(max_length=120)
    xml = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical XML
    # {"group/name": "value", "group/children": [{"group/children/age": "4"}, …]}; what was left blank has no key
    answers = models.JSONField()
    folded = models.TextField(editable=False, default="")  # the answers, folded, for search
    expected_files = models.JSONField(default=list)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="submissions")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="submissions")
    device = models.CharField(max_length=120, blank=True)  # the name of the phone on that day, or "web"
    phone = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="submissions")
    received_at = models.DateTimeField(auto_now_add=True)

    awaits_apart = False  # whether photos of reserved questions have not come yet, as the one who sends is told
    is_followed = False  # as its form was when it was stored: whether another room makes something of it

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["form", "-received_at", "-id"], name="submissions_of_form"),
            models.Index(fields=["digest"], name="submission_receipt"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "instance_id"],
                name="submission_once",
                violation_error_message=_("This answer was already received."),
            )
        ]

    def __str__(self):
        return f"{self.form}, {self.instance_id}"

    def get_absolute_url(self):
        return reverse("review:submission", args=[self.pk])

    @property
    def receipt(self) -> str:
        """What the sender keeps: the same for the same answers, however often they are sent. `4F0C-91AB`."""
        return receipt_of(self.digest)


class Attachment(models.Model):
    """A photo, a recording or a file that came with a submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    content = models.FileField(storage=private_storage, upload_to="submissions/%Y/%m")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "name"], name="attachment_once")]

    def __str__(self):
        return self.name
