"""Printed batches, their sheets, what was brought back, and what was read on it."""

from django.core.files.storage import Storage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.models import StoredFile, private_storage
from taghyir.paper.codes import LETTERS
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import FormVersion, Submission


class Language(models.TextChoices):
    FR = "fr", "Français"
    AR = "ar", "العربية"
    ES = "es", "Español"
    EN = "en", "English"


class PrintedBatch(models.Model):
    """Copies of one version of a form, printed in one language. The layout is what was printed: it is never changed."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    blocks = models.PositiveSmallIntegerField(_("blocks of a repeated question"), default=1)
    layout = models.JSONField()  # see layout.py
    page_count = models.PositiveSmallIntegerField(_("pages"))
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self):
        return f"{self.version.form} · {self.get_language_display()}"

    def get_absolute_url(self):
        return reverse("paper:printed_batch", args=[self.pk])


class PaperSheet(models.Model):
    """One copy, known by its number. It becomes one answer, once, when a person has confirmed what was read."""

    class State(models.TextChoices):
        PRINTED = "printed", pgettext_lazy("sheet", "printed")
        TO_DECIDE = "to_decide", pgettext_lazy("sheet", "to be decided")
        READ = "read", pgettext_lazy("sheet", "read, to be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("sheet", "confirmed")
        SET_ASIDE = "set_aside", pgettext_lazy("sheet", "set aside")

    batch = models.ForeignKey(PrintedBatch, models.CASCADE, related_name="sheets")
    number = models.CharField(_("number of the sheet"), max_length=8, unique=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PRINTED)
    readings = models.JSONField(default=dict, blank=True)  # {key of a field: {"state", "values", "boxes", "why"}}
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    brought_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("brought back by")
    )
    brought_at = models.DateTimeField(_("brought back on"), null=True, blank=True)
    reason = models.CharField(_("why it is set aside"), max_length=300, blank=True)
    submission = models.OneToOneField(Submission, models.PROTECT, null=True, blank=True, related_name="paper_sheet")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    erase_on = models.DateField(null=True, blank=True)  # its pictures; none as long as it waits
    kept_because = models.CharField(_("why its pictures are kept longer"), max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # its pictures

    class Meta:
        ordering = ["-brought_at", "-pk"]
        indexes = [
            models.Index(fields=["territory", "state"]),
            models.Index(fields=["erase_on"], condition=models.Q(erased_at=None), name="pictures_to_erase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="confirmed", submission__isnull=False) | ~models.Q(state="confirmed"),
                name="confirmed_sheet_is_an_answer",
                violation_error_message=_("A confirmed sheet is an answer."),
            )
        ]

    def __str__(self):
        return f"{self.number[:4]}-{self.number[4:]}"

    def get_absolute_url(self):
        return reverse("paper:sheet", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.state in (self.State.TO_DECIDE, self.State.READ)


class Bringing(models.Model):
    """Files that one person brought back together: photos, or a scan of many pages."""

    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    pages_total = models.PositiveIntegerField(null=True, blank=True)  # known once the files are opened
    is_read = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)  # the pictures of it that are of no sheet

    class Meta:
        ordering = ["-brought_at", "-pk"]

    def __str__(self):
        return f"{self.brought_by}, {self.brought_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("paper:bringing", args=[self.pk])


class BroughtFile(models.Model):
    """A photo or a scan. As it came, it says where and with what it was taken: `file` is let go once its pages are read."""

    bringing = models.ForeignKey(Bringing, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["bringing", "order"]
        constraints = [models.UniqueConstraint(fields=["bringing", "order"], name="brought_file_once")]

    def __str__(self):
        return self.name


class Problem(models.TextChoices):
    """Why a picture was not taken, in a sentence that says what to do."""

    NO_PAGE = (
        "no_page",
        _("No sheet of ours is seen here. Show the whole page, with its four corners, sharp and in the light."),
    )
    SEVERAL = "several", _("Several sheets are on one picture. Take one page at a time.")
    SMALL = "small", _("The page is too small on this picture. Come nearer.")
    BENT = "bent", _("The page is not flat. Lay it down and take it again.")
    BLURRED = "blurred", _("The picture is blurred. Take it again, without moving.")
    PALE = "pale", _("The page is too pale or too dark. Take it again in daylight.")
    NO_CODE = "no_code", _("The strip that says which page this is cannot be read. Take it again, or type the sheet.")
    UNKNOWN = "unknown", _("This sheet was not printed here.")
    NOT_YOURS = "not_yours", _("This form is for another territory. Ask its coordinator.")
    DOUBLE = "double", _("This page was already brought. The first picture stays.")
    OTHER = (
        "other",
        _(
            "This page was already brought, with other answers. A photocopy filled by somebody else needs a sheet of its own."
        ),
    )
    LATE = "late", _("Somebody has already seen to this sheet: this page came too late to change it.")
    PICTURE = "picture", _("This is no picture that can be read. Send a JPEG, a PNG or a PDF.")
    CUT = "cut", _("This picture is cut off: it did not arrive whole. Send it again.")
    PIXELS = "pixels", _("This picture has too many pixels: 60 million at most.")
    PAGES = "pages", _("This scan has more than 100 pages. Cut it in two.")
    SCAN = "scan", _("This PDF cannot be opened. Scan it again, without a password.")
    HEAVY = "heavy", _("This page is too heavy to be opened. Send it as a photo.")


class SheetPage(models.Model):
    """One picture of one page, and what became of it. Without `sheet`, it was not taken: `problem` says why.

    `picture` is drawn anew from the pixels that were read, upright: nothing the camera wrote is in it.
    """

    brought = models.ForeignKey(BroughtFile, models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField(default=1)  # in its file
    problem = models.CharField(max_length=9, choices=Problem, blank=True)
    sheet = models.ForeignKey(PaperSheet, models.CASCADE, null=True, blank=True, related_name="pages")
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    picture = models.FileField(storage=private_storage, upload_to="paper/%Y/%m", blank=True)
    readings = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["brought", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brought", "position"], name="page_of_file_once"),
            models.UniqueConstraint(
                fields=["sheet", "page"],
                condition=models.Q(problem=""),
                name="page_of_sheet_once",
                violation_error_message=_("This page was already brought."),
            ),
        ]

    def __str__(self):
        return f"{self.brought}, {self.position}"


def picture_storage() -> Storage:
    """Where the pictures of pages lie."""
    return SheetPage._meta.get_field("picture").storage


def as_number(typed: str) -> str:
    """A number of a sheet however it is typed."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)[:8]
