"""Forms, their versions, and what people answered."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile, private_storage
from taghyir.people.models import User
from taghyir.places.models import Territory


class Form(models.Model):
    """An instrument: a quick listening, a diagnosis, a test. Known by the form_id of its XLSForm."""

    xform_id = models.CharField(_("form identifier"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    current = models.ForeignKey("FormVersion", models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:form", args=[self.pk])


class FormVersion(models.Model):
    """One version of a form: the sheet that was sent, the XForm made of it, and what its questions are. Never changed."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="versions")
    version = models.CharField(_("version"), max_length=60)
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xform = models.TextField()  # XML
    md5 = models.CharField(max_length=32)  # of the XForm, as OpenRosa clients compare it
    questions = models.JSONField(
        default=list
    )  # [{"path", "name", "type", "labels": {lang: text}, "choices": {value: {lang: text}}}, …]
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


class Submission(models.Model):
    """One filled form: its XML as it came, and its answers. Stored once, whatever the number of times it is sent."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions")
    instance_id = models.CharField(max_length=120)
    xml = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical XML
    answers = models.JSONField()  # {"path": "value"}; repeats are lists
    expected_files = models.JSONField(default=list)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="submissions")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="submissions")
    device = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
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
        return reverse("surveys:submission", args=[self.pk])


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


class DevicePassword(models.Model):
    """A password for one phone, made for ODK Collect; revoked in one act."""

    user = models.ForeignKey(User, models.CASCADE, related_name="device_passwords")
    name = models.CharField(_("phone"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.name
