"""What everybody sees of the directory, as rows for files and for paper. Nothing here depends on who asks."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from taghyir.core.models import Entry
from taghyir.directory.models import Label, Organisation, OrganisationQuerySet
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import Asked, as_shown_to, narrowed

VISITOR = AnonymousUser()
AT_ONCE = 2_000
SETTLED = dt.timedelta(seconds=10)  # a line of the journal may be committed after one that was numbered later
CHANGES = tuple(
    f"organisation.{happened}"
    for happened in (
        "published",
        "changed",
        "described",
        "shown_chosen",
        "confirmed",
        "hidden",
        "faded",
        "merged",
        "parted",
        "labels_counted",
    )
) + ("card.words_written", "card.hours_set", "members.counted", "label.removed")
OF_LABELS = ("label.recorded", "label.checked")  # lines about the label, which the card shows
_FACTS = (
    "pk", "name", "name_ar", "kind", "legal_form__code", "territory__code", "place__code", "country", "activity_fr",
    "activity_ar", "sectors", "is_women_led", "is_care", "is_circular", "labels", "shown", "phone", "email", "website", "address",
    "map_latitude", "map_longitude", "confirmed_on", "source", "licence",
)  # fmt: skip
_POINT = (
    "CASE WHEN map_latitude IS NOT NULL THEN json_build_object('type', 'Point', 'coordinates', "
    "json_build_array(round(map_longitude::numeric, 5), round(map_latitude::numeric, 5))) END"
)
_GROUPS = {"phone": "contact", "email": "contact", "website": "contact", "address": "address"}


def _properties() -> list[str]:
    """The properties of a feature, as arguments of json_build_object: what is empty or not shown is null."""
    plain = ("kind", "country", "sectors", "labels", "confirmed_on")
    found = [f"'{name}', {name}" for name in plain]
    found += [f"'{name[3:]}', {name}" for name in ("is_women_led", "is_care", "is_circular")]
    found += [f"'{name}', {name}_code" for name in ("legal_form", "territory", "place")]
    found += [
        f"'{name}', nullif({name}, '')"
        for name in ("name", "name_ar", "activity_fr", "activity_ar", "source", "licence")
    ]
    found += [
        f"'{name}', CASE WHEN '{group}' = ANY(shown) THEN nullif({name}, '') END" for name, group in _GROUPS.items()
    ]
    return found


def published(asked: Asked) -> OrganisationQuerySet:
    """What is in the public directory and answers `asked`."""
    return narrowed(visible_organisations(VISITOR), asked)


def cards(asked: Asked) -> Iterator[Organisation]:
    """The same, a few thousand at a time, each without what it does not show."""
    rows = published(asked).select_related("legal_form", "place", "territory")
    return as_shown_to(VISITOR, rows.iterator(chunk_size=AT_ONCE))


def features(asked: Asked) -> Iterator[str]:
    """GeoJSON features, written by the database: two thousand rows are held at a time, whatever there are."""
    found, values = published(asked).values_list(*_FACTS).query.sql_with_params()
    columns = ", ".join(name.replace("__", "_") for name in _FACTS)
    sql = f"""
        WITH found({columns}) AS ({found})
        SELECT json_build_object('type', 'Feature', 'id', pk, 'geometry', {_POINT},
            'properties', json_strip_nulls(json_build_object({", ".join(_properties())})))::text FROM found"""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from (row[0] for row in rows)


def changes_since(last: int, many: int) -> tuple[list[dict[str, Any]], int]:
    """What happened to public cards after the line `last` of the journal, one change a card, and the last line read.

    A card that is not public today is gone, whatever it was: nothing else is said of it. One that was merged says into which.
    """
    settled = Entry.objects.filter(pk__gt=last, at__lte=timezone.now() - SETTLED)
    lines = settled.filter(verb__in=CHANGES + OF_LABELS, subject_type__model__in=("organisation", "label"))
    found = list(lines.order_by("pk").values_list("pk", "subject_id", "at", "verb")[:many])
    if not found:
        return [], last
    labels = [subject for _pk, subject, _at, verb in found if subject and verb in OF_LABELS]
    bearers = dict(Label.objects.filter(pk__in=labels).values_list("pk", "organisation")) if labels else {}
    told = [(bearers.get(one or 0) if verb in OF_LABELS else one, pk, at) for pk, one, at, verb in found]
    newest = {subject: (pk, at) for subject, pk, at in told if subject}
    shown = set(Organisation.objects.published().filter(pk__in=list(newest)).values_list("pk", flat=True))
    parts = Organisation.objects.published().filter(merged__in=list(newest))
    merged: dict[int | None, int] = dict(parts.values_list("merged", "pk"))
    changes = []
    for subject, (_pk, at) in sorted(newest.items(), key=lambda one: one[1][0]):
        state = "shown" if subject in shown else "gone"
        changes.append({"id": subject, "state": state, "merged_into": merged.get(subject), "at": at})
    return changes, found[-1][0]


def last_change() -> Any:
    """When the public directory last changed; None when it never did."""
    return Entry.objects.filter(verb__in=CHANGES + OF_LABELS).aggregate(at=Max("at"))["at"]
