"""What comes into the directory is compared with what is there, in the background."""

import datetime as dt
from collections import defaultdict

from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app

from taghyir.core.models import Entry
from taghyir.directory.models import Identifier
from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.models import Scan
from taghyir.people.models import User

_VERBS = (
    *("organisation.added", "organisation.brought", "organisation.changed", "organisation.described"),
    "identifier.recorded",
)
_SETTLES = dt.timedelta(
    minutes=10
)  # a line is written before its transaction ends: younger ones wait for the next time
AT_ONCE = 2_000


@app.periodic(cron="*/5 * * * *")
@app.task(name="compare_new_organisations", queue="seals", queueing_lock="compare_new_organisations")
def compare_new_organisations(timestamp: int) -> None:
    """Every five minutes, compare what was added or changed since, once nothing can come in before it. Safe to run twice."""
    while _compare_some():
        pass


def _compare_some() -> bool:
    scan, _is_new = Scan.objects.get_or_create(pk=1)
    lines = (
        Entry.objects.filter(pk__gt=scan.last_entry, pk__lte=_line_of_now(), verb__in=_VERBS)
        .select_related("subject_type")
        .order_by("pk")[:AT_ONCE]
    )
    found = list(lines)
    if not found:
        return False
    about: dict[str, list[int]] = defaultdict(list)
    for line in found:
        if line.subject_type and line.subject_id:
            about[line.subject_type.model].append(line.subject_id)
    numbered = Identifier.objects.filter(pk__in=about["identifier"]).values_list("organisation", flat=True)
    find_duplicates(actor=User.objects.robot(), changed={*about["organisation"], *numbered})
    scan.last_entry = found[-1].pk
    scan.save(update_fields=["last_entry"])
    return len(found) == AT_ONCE


def _line_of_now() -> int:
    """The last line of the journal before which nothing can still come in."""
    return Entry.objects.filter(at__lt=timezone.now() - _SETTLES).aggregate(last=Max("pk"))["last"] or 0
