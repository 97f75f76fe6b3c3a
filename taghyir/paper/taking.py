"""The worker takes what was brought: each picture becomes a page of a sheet, or is kept with the reason why not."""

from functools import lru_cache

import cv2
import numpy as np

from taghyir.core.actions import Refused
from taghyir.paper.actions import finish_bringing, take_page
from taghyir.paper.finding import PX, FoundPage, PageNotRead, find_page
from taghyir.paper.models import Bringing, BroughtFile, PaperSheet, PrintedBatch, SheetPage
from taghyir.paper.pictures import jpeg_of, pictures_in
from taghyir.paper.printed import pages_as_pictures
from taghyir.paper.reading import Reading, blank_of, read_fields
from taghyir.people.models import User


def take_bringing(bringing: Bringing) -> None:
    """Read every file of it, page by page. Safe to run twice: a page that was judged is not judged again."""
    robot = User.objects.robot()
    files = list(bringing.files.select_related("file", "bringing__brought_by").order_by("order"))
    pages = dict.fromkeys((brought.pk for brought in files), 1)  # how many there are, as far as is known
    for brought in files:
        known = set(brought.pages.values_list("position", flat=True))
        if brought.file is None:
            continue
        with brought.file.content.open("rb") as file:
            content = file.read()
        for position, count, picture in pictures_in(content):
            pages[brought.pk] = count
            Bringing.objects.filter(pk=bringing.pk).update(pages_total=sum(pages.values()))
            if position not in known:
                _take(robot, brought, position, picture)
    finish_bringing(actor=robot, bringing=bringing)


def _take(robot: User, brought: BroughtFile, position: int, picture: "np.ndarray | str") -> None:
    if isinstance(picture, str):
        take_page(actor=robot, brought=brought, position=position, problem=picture)
        return
    try:
        found = find_page(picture)
        sheet = sheet_of(found)
    except (PageNotRead, cv2.error) as error:  # of a strip of one pixel and the like, OpenCV makes an error of its own
        problem = error.code if isinstance(error, PageNotRead) else "no_page"
        take_page(actor=robot, brought=brought, position=position, problem=problem, picture=jpeg_of(picture))
        return
    readings = read_page(found, sheet.batch)
    kept = {"sheet": sheet, "page": found.code.page, "picture": jpeg_of(found.picture), "readings": readings}
    try:
        take_page(actor=robot, brought=brought, position=position, **kept)
    except Refused as refusal:  # the same page of the same sheet was taken at this very moment
        if refusal.code != "conflict" or SheetPage.objects.filter(brought=brought, position=position).exists():
            raise
        take_page(actor=robot, brought=brought, position=position, problem="double")


def sheet_of(found: FoundPage) -> PaperSheet:
    """The sheet a page says to be of. PageNotRead when it was not printed here, as it says."""
    code = found.code
    sheets = PaperSheet.objects.select_related("batch__version__form__territory")
    sheet = sheets.filter(number=code.number).first()
    if sheet is None:
        raise PageNotRead("unknown")
    batch = sheet.batch
    if (batch.language, batch.version.md5[:4]) != (
        code.language,
        code.version,
    ) or not 1 <= code.page <= batch.page_count:
        raise PageNotRead("unknown")
    return sheet


def read_page(found: FoundPage, batch: PrintedBatch) -> dict[str, Reading]:
    """What stands on a page, read with the geometry it was printed with."""
    return read_fields(found, batch.layout, _blank(batch.pk, found.code.page))


@lru_cache(maxsize=32)
def _blank(batch_id: int, page: int) -> np.ndarray:
    """A page as it was printed, from the layout that was kept."""
    batch = PrintedBatch.objects.select_related("version__form").get(pk=batch_id)
    words = batch.version.form.title, batch.language, batch.version.md5[:4], "0" * 8
    return blank_of(pages_as_pictures(batch.layout, *words, PX * 25.4)[page - 1])
