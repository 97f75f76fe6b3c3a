"""The rows of one table of a form, page by page: each page begins where the last one ended, whatever came meanwhile."""

from itertools import islice
from typing import Any

from django.db.models import Count, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce

from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.review.columns import turns_of
from taghyir.review.models import Correction, State
from taghyir.review.odata_asked import Asked, Mark
from taghyir.review.odata_schema import EntitySet, system_of, versions_of
from taghyir.surveys.models import Form, Submission, receipt_of
from taghyir.surveys.policies import visible_submissions
from taghyir.tables.statements import Statement

Row = dict[str, Any]
FIELDS = (
    *(
        "pk",
        "answers",
        "digest",
        "instance_id",
        "received_at",
        "territory_id",
        "submitted_by_id",
        "version_id",
        "device",
    ),
    *("review__state", "edits"),
)
_TERRITORIES = Statement(lambda: Territory.objects.order_by("order"))
_EDITS = Coalesce(
    Subquery(
        Correction.objects.filter(submission=OuterRef("pk"))
        .order_by()
        .values("submission")
        .annotate(n=Count("pk"))
        .values("n")
    ),
    0,
)


def page_of(actor: User, form: Form, table: EntitySet, asked: Asked) -> tuple[list[Row], Mark | None]:
    """The rows of one page, and where it ended if more follow."""
    wanted = asked.size if asked.top is None else min(asked.size, asked.top)
    if wanted == 0:
        return [], None
    found = _turns(actor, form, table, asked) if table.repeat else _answers(actor, form, asked, wanted)
    rows = list(islice(found, wanted + 1))
    last = rows[wanted - 1] if len(rows) > wanted else None
    left = None if asked.top is None else asked.top - wanted
    mark = Mark(last["received_at"], last["pk"], last.get("at", 0), left) if last and left != 0 else None
    rows = rows[:wanted]
    names = _names(form, rows) if not table.repeat else {}
    return [_written(row, table, asked, names) for row in rows], mark


def count_of(actor: User, form: Form, table: EntitySet, asked: Asked) -> int:
    """How many rows there are, whatever page is asked for."""
    submissions = _submissions(actor, form, asked)
    if not table.repeat:
        return submissions.count()
    having = submissions.filter(answers__has_key=table.outermost)
    if table.outermost == table.repeat:
        turns = KeyTransform(table.repeat, "answers")
        length = Func(turns, function="jsonb_array_length", output_field=IntegerField())
        kind = Func(turns, function="jsonb_typeof", output_field=TextField())  # in another version it may be a number
        return having.annotate(kind=kind).filter(kind="array").aggregate(n=Coalesce(Sum(length), 0))["n"]
    rows = having.values("answers", "instance_id").iterator(chunk_size=1_000)
    return sum(turn["repeat"] == table.repeat for row in rows for turn in turns_of(row))


def _submissions(actor: User, form: Form, asked: Asked) -> QuerySet[Submission]:
    """Those one sees and asked for; the rejected only when the filter speaks of the state."""
    rows = visible_submissions(actor).filter(form=form).filter(asked.where)
    return rows if asked.names_state else rows.filter(Q(review=None) | ~Q(review__state=State.REJECTED))


def _after(rows: QuerySet[Submission], mark: Mark | None, *, inclusive: bool) -> QuerySet[Submission]:
    if mark is None:
        return rows
    same = {"pk__gte" if inclusive else "pk__gt": mark.pk}
    beyond = Q(received_at__gt=mark.received_at) | Q(received_at=mark.received_at, **same)
    return rows.filter(beyond, received_at__gte=mark.received_at)  # the last, for the index


def _answers(actor: User, form: Form, asked: Asked, wanted: int) -> Any:
    rows = _after(_submissions(actor, form, asked), asked.mark, inclusive=False).annotate(edits=_EDITS)
    for row in rows.order_by("received_at", "pk").values(*FIELDS)[asked.skip : asked.skip + wanted + 1]:
        yield row | {"item": row["answers"], "key": row["instance_id"], "receipt": receipt_of(row["digest"])}


def _turns(actor: User, form: Form, table: EntitySet, asked: Asked) -> Any:
    """The turns of one repeat, answer after answer; `at` counts those of the same answer."""
    rows = _submissions(actor, form, asked).filter(answers__has_key=table.outermost)
    mark, skip = asked.mark, asked.skip
    while True:
        found = _after(rows, mark, inclusive=mark is not None and mark.turns > 0)
        batch = list(
            found.order_by("received_at", "pk").values("pk", "received_at", "instance_id", "answers")[: asked.size]
        )
        for row in batch:
            done = mark.turns if mark and mark.pk == row["pk"] else 0
            turns = [turn for turn in turns_of(row) if turn["repeat"] == table.repeat]
            for at, turn in enumerate(turns[done:], done + 1):
                if skip:
                    skip -= 1
                    continue
                yield turn | {"at": at, "pk": row["pk"], "received_at": row["received_at"]}
        if len(batch) < asked.size:
            return
        mark = Mark(batch[-1]["received_at"], batch[-1]["pk"])


def _names(form: Form, rows: list[Row]) -> dict[str, dict[Any, str]]:
    senders = User.objects.filter(pk__in={row["submitted_by_id"] for row in rows}).select_related("person")
    return {
        "senders": {user.pk: str(user) for user in senders},
        "territories": {territory.pk: str(territory) for territory in _TERRITORIES.rows()},
        "versions": versions_of(form),
    }


def _written(row: Row, table: EntitySet, asked: Asked, names: dict[str, dict[Any, str]]) -> Row:
    written: Row = {"__id": row["key"]}
    if table.repeat:
        written |= {"__Submissions_id": row["instance_id"], "__parent_id": row["parent_key"]}
    else:
        written["__system"] = system_of(row, names)
    item = row["item"]
    written |= {name: read(item) for name, (_kind, read) in table.properties.items()}
    return written if asked.select is None else {name: written[name] for name in written if name in asked.select}
