"""What the worker does for paper: it reads what was brought, in the queue of imports: nobody’s news waits for a long scan; and
erases pictures when their day has come."""

from contextlib import suppress

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.paper.actions import erase_pictures, erase_untaken
from taghyir.paper.models import Bringing, picture_storage
from taghyir.paper.queries import bringings_to_erase, lost_pictures, sheets_to_erase
from taghyir.paper.taking import take_bringing
from taghyir.people.models import User

AT_ONCE = 1000


@on("sheets.brought")
def read_sheets(entry: Entry) -> None:
    """Queue the reading of what was brought. Safe to run twice: one reads at a time, and what was read is not read again."""
    read_bringing.configure(lock=f"bringing {entry.subject_id}").defer(bringing_id=entry.subject_id)


@app.task(name="read_bringing", queue="imports", retry=RetryStrategy(max_attempts=4, wait=20))
def read_bringing(bringing_id: int) -> None:
    """Read the photos and scans. Safe to run twice: a page that was judged is not judged again."""
    bringing = Bringing.objects.select_related("brought_by").filter(pk=bringing_id, is_read=False).first()
    if bringing:
        take_bringing(bringing)


@app.periodic(cron="10 3 * * *")
@app.task(name="erase_paper_pictures", queue="seals", queueing_lock="erase_paper_pictures")
def erase_old_pictures(timestamp: int) -> None:
    """Each night, erase the pictures whose day has come, and what was left behind. Safe to run twice."""
    robot = User.objects.robot()
    for sheet in sheets_to_erase()[:AT_ONCE]:
        with suppress(Refused):
            erase_pictures(actor=robot, sheet=sheet)
    for bringing in bringings_to_erase()[:AT_ONCE]:
        with suppress(Refused):
            erase_untaken(actor=robot, bringing=bringing)
    for name in lost_pictures():
        picture_storage().delete(name)
