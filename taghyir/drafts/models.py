"""A sheet that was sent and is not published yet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.models import StoredFile
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form, FormVersion


class Draft(models.Model):
    """The next version of a form, or the first: it is tried, and nothing of it counts. One per form; another takes its place."""

    xform_id = models.CharField(_("form identifier"), max_length=100)
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("form version"), max_length=60, blank=True)  # "" when the sheet names none
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    files = models.ManyToManyField(StoredFile, related_name="+")  # pictures, sounds and lists its questions show
    xform = models.TextField()  # XML
    md5 = models.CharField(max_length=32)  # of the XForm and its files: whether it is still the one that was seen
    questions = models.JSONField(default=list)  # as FormVersion.questions
    languages = models.JSONField(default=list)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["xform_id"],
                name="draft_once",
                violation_error_message=_(
                    "Somebody has just sent a draft of this form. Look at it before you send yours."
                ),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("drafts:draft", args=[self.pk])

    @property
    def as_version(self) -> FormVersion:
        """The version it would be; never stored, so that nothing can be answered to it."""
        form = Form(xform_id=self.xform_id, title=self.title, territory=self.territory)
        return FormVersion(
            form=form, version=self.version, xform=self.xform, questions=self.questions, languages=self.languages
        )
