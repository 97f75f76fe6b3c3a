"""What the worker does for paper: it reads what was brought."""

from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.paper.models import Bringing
from taghyir.paper.taking import take_bringing


@on("sheets.brought")
def read_sheets(entry: Entry) -> None:
    """Read the photos and scans. Safe to run twice: a page that was judged is not judged again."""
    bringing = Bringing.objects.select_related("brought_by").filter(pk=entry.subject_id, is_read=False).first()
    if bringing:
        take_bringing(bringing)
