"""What comes into the directory is compared with what is there, in the background."""

from procrastinate.contrib.django import app

from taghyir.core.models import Entry
from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.models import Scan
from taghyir.people.models import User

_VERBS = ("organisation.added", "organisation.brought", "organisation.changed", "identifier.recorded")
AT_ONCE = 2_000


@app.periodic(cron="*/5 * * * *")
@app.task(name="compare_new_organisations", queue="seals", queueing_lock="compare_new_organisations")
def compare_new_organisations(timestamp: int) -> None:
    """Every five minutes, compare what was added or changed since. Safe to run twice."""
    while _compare_some():
        pass


def _compare_some() -> bool:
    scan, _is_new = Scan.objects.get_or_create(pk=1)
    lines = (
        Entry.objects.filter(pk__gt=scan.last_entry, verb__in=_VERBS)
        .select_related("subject_type")
        .order_by("pk")[:AT_ONCE]
    )
    found = list(lines)
    if not found:
        return False
    keys = {line.subject_id for line in found if line.subject_type and line.subject_type.model == "organisation"}
    find_duplicates(actor=User.objects.robot(), changed=[key for key in keys if key])
    scan.last_entry = found[-1].pk
    scan.save(update_fields=["last_entry"])
    return len(found) == AT_ONCE
