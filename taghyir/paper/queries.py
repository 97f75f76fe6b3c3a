"""What the pages of paper show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from taghyir.paper.finding import PX
from taghyir.paper.layout import TICKS
from taghyir.paper.models import Bringing, PaperSheet, PrintedBatch, SheetPage, picture_storage
from taghyir.paper.pictures import cropped
from taghyir.paper.policies import visible_batches, visible_bringings, visible_sheets
from taghyir.people.models import User
from taghyir.surveys.models import Form

WAITING = (PaperSheet.State.TO_DECIDE, PaperSheet.State.READ)
HEAVY = (
    "readings",
    "batch__layout",
    "batch__version__xform",
    "batch__version__questions",
    "submission__xml",
    "submission__answers",
    "submission__folded",
)  # what a list does not show
Reading = dict[str, Any]


def sheets_brought(actor: User) -> QuerySet[PaperSheet]:
    """The sheets `actor` sees, the last brought first, each with how many of its pages are here."""
    here = SheetPage.objects.filter(sheet=OuterRef("pk"), problem="")
    rows = visible_sheets(actor).select_related("batch__version__form", "territory", "brought_by__person", "submission")
    return rows.defer(*HEAVY).annotate(pages_here=_count(here, "sheet"))


def sheets_waiting(actor: User) -> QuerySet[PaperSheet]:
    """Those that somebody still has to look at."""
    return visible_sheets(actor).filter(state__in=WAITING)


def batches_of_form(actor: User, form: Form) -> QuerySet[PrintedBatch]:
    """What was printed of `form`, the last first, with how many sheets, and how many came back."""
    rows = visible_batches(actor).filter(version__form=form).select_related("version", "printed_by__person")
    sheets = PaperSheet.objects.filter(batch=OuterRef("pk"))
    back = sheets.exclude(state=PaperSheet.State.PRINTED)
    return rows.defer("layout", "version__xform", "version__questions").annotate(
        sheet_count=_count(sheets, "batch"), back_count=_count(back, "batch")
    )


def bringings_of(actor: User) -> QuerySet[Bringing]:
    """What `actor` brought back, the last first, with how many pictures are read, and how many were not taken."""
    pages = SheetPage.objects.filter(brought__bringing=OuterRef("pk"))
    rows = visible_bringings(actor).select_related("brought_by__person")
    return rows.annotate(
        page_count=_count(pages, "brought__bringing"),
        refused_count=_count(pages.exclude(problem=""), "brought__bringing"),
    )


def pages_of_bringing(bringing: Bringing) -> QuerySet[SheetPage]:
    """Every picture of it, in the order in which they were sent, with the sheet it became."""
    pages = SheetPage.objects.filter(brought__bringing=bringing).select_related(
        "brought", "sheet__batch__version__form"
    )
    return pages.defer("readings", "sheet__readings", "sheet__batch__layout").order_by("brought__order", "position")


def lost_pictures() -> list[str]:
    """Files that no page names a day after they were written: what an erasing, or a reading, cut short left on the disk."""
    storage, since = picture_storage(), timezone.now() - dt.timedelta(days=1)
    if not storage.exists("paper"):
        return []
    months = [
        f"paper/{year}/{month}" for year in storage.listdir("paper")[0] for month in storage.listdir(f"paper/{year}")[0]
    ]
    names = {f"{month}/{name}" for month in months for name in storage.listdir(month)[1]}
    named = set(SheetPage.objects.exclude(picture="").values_list("picture", flat=True))
    return sorted(name for name in names - named if storage.get_modified_time(name) < since)


@dataclass
class FieldRead:
    """One field of a sheet with what was read of it, and the pictures of it."""

    number: int
    field: dict[str, Any]
    reading: Reading | None  # none: its page is not here
    views: list[tuple[int, int, int, int]]  # a page that is here, the place among the views, width and height in pixels

    @property
    def state(self) -> str:
        return self.reading["state"] if self.reading else "missing"

    @property
    def words(self) -> list[str]:
        """The answers that were ticked, in words."""
        ticked = self.reading["values"] if self.reading else []
        return [words for value, words in self.field["choices"] if value in ticked]

    @property
    def is_ticked(self) -> bool:
        return self.field["kind"] in TICKS and bool(self.field["boxes"])

    @property
    def unsure_words(self) -> list[str]:
        """The answers of which nobody can say whether they are ticked, in words."""
        seen = self.reading["boxes"] if self.reading else {}
        return [words for value, words in self.field["choices"] if seen.get(value) == "unsure"]


def fields_of_sheet(sheet: PaperSheet) -> list[FieldRead]:
    """Every field of the sheet, in the order of the paper."""
    pages = {page.page: page.pk for page in sheet.pages.filter(problem="").order_by("page").defer("readings")}
    found = []
    for number, field in enumerate(sheet.batch.layout["fields"]):
        views = [
            (pages[on], place, round(width * PX), round(height * PX))
            for place, (on, _x, _y, width, height) in enumerate(field["views"])
            if on in pages
        ]
        found.append(FieldRead(number, field, sheet.readings.get(field["key"]), views))
    return found


def missing_pages(sheet: PaperSheet) -> list[int]:
    """The pages nobody has brought yet."""
    here = set(sheet.pages.filter(problem="").values_list("page", flat=True))
    return [page for page in range(1, sheet.batch.page_count + 1) if page not in here]


def doubles_of_sheet(sheet: PaperSheet) -> QuerySet[SheetPage]:
    """Pictures of pages that were already here, or came too late: they changed nothing."""
    return sheet.pages.exclude(problem="").order_by("pk")


def sheets_to_erase() -> QuerySet[PaperSheet]:
    """Those whose pictures are to be erased today, the oldest first."""
    return PaperSheet.objects.filter(erased_at=None, erase_on__lte=timezone.localdate()).order_by("erase_on", "pk")


def bringings_to_erase() -> QuerySet[Bringing]:
    """Those whose pictures that are of no sheet are to be erased, the oldest first."""
    since = timezone.now() - dt.timedelta(days=settings.PAPER_PICTURES_DAYS)
    return Bringing.objects.filter(erased_at=None, brought_at__lt=since).order_by("brought_at", "pk")


def picture_of_field(page: SheetPage, number: int, place: int) -> bytes | None:
    """The part of a page where a field is answered, as JPEG; nothing when the sheet has no such field there."""
    sheet = page.sheet
    fields = sheet.batch.layout["fields"] if sheet else []
    views = fields[number]["views"] if number < len(fields) else []
    if place >= len(views) or views[place][0] != page.page or not page.picture:
        return None
    _page, x, y, width, height = views[place]
    with page.picture.open("rb") as file:
        return cropped(file.read(), (x * PX, y * PX, (x + width) * PX, (y + height) * PX))


def _count(rows: QuerySet[Any], by: str) -> Any:
    """How many of `rows` belong to the row outside."""
    counted = rows.order_by().values(by).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), 0)
