"""An import from the file to the last row: read and judged first, applied when the person says so, both in the background."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, zip_longest
from typing import Any, BinaryIO, cast

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from taghyir.core.models import StoredFile
from taghyir.tables.imports import CHUNK, Importer, Judged
from taghyir.tables.listing import Column as ShownColumn
from taghyir.tables.models import ImportedRow, ImportRun, Verdict
from taghyir.tables.reading import Table, Unreadable, Where, read_table

IMPORTERS: dict[str, type[Importer]] = {}
State = ImportRun.State
_WRITTEN = (Verdict.ADD, Verdict.UPDATE, Verdict.DIFFER)
_AGAIN = RetryStrategy(max_attempts=4, wait=20)
_ONE_AT_A_TIME = 742_043  # first key of the advisory lock of a run; the second is its number


def register(name: str, importer: type[Importer]) -> None:
    """Make an importer known under `name`, to the worker too."""
    IMPORTERS[name] = importer


def start_import(name: str, file: StoredFile, *, actor: Any, **options: Any) -> ImportRun:
    """Keep what is asked and queue its reading, in the transaction of the action that calls."""
    options |= {"language": translation.get_language() or actor.language}  # its sentences are read on the same pages
    run = ImportRun.objects.create(importer=name, file=file, options=options, asked_by=actor)
    preview_import.configure(lock=f"import {run.pk}").defer(run_id=run.pk)
    return run


def confirm_import(run: ImportRun) -> ImportRun:
    """Queue the writing of what was previewed, in the transaction of the action that calls."""
    run.state, run.rows_read = State.APPLYING, 0
    run.rows_total = run.rows.filter(verdict__in=_WRITTEN).count()  # type: ignore[attr-defined]
    run.save()
    apply_import.configure(lock=f"import {run.pk}").defer(run_id=run.pk)
    return run


def read_again(run: ImportRun, **options: Any) -> ImportRun:
    """Queue its reading once more, with what was learnt, in the transaction of the action that calls."""
    run.options |= options
    run.state, run.rows_read, run.rows_total, run.sentence, run.counts = State.WAITING, 0, None, "", {}
    run.save()
    preview_import.configure(lock=f"import {run.pk}").defer(run_id=run.pk)
    return run


@app.task(name="preview_import", queue="imports", retry=_AGAIN)
def preview_import(run_id: int) -> None:
    """Read the file and judge each row. Safe to run twice, and at once by a command and the worker: it is read once."""
    with _alone_with(run_id):
        run = ImportRun.objects.select_related("file", "asked_by").get(pk=run_id)
        if run.state in (State.WAITING, State.READING):
            _read(run)


@app.task(name="apply_import", queue="imports", retry=_AGAIN)
def apply_import(run_id: int) -> None:
    """Write the rows to add and to update, some at a time. Safe to run twice, and at once: a row is written once."""
    with _alone_with(run_id):
        run = ImportRun.objects.select_related("asked_by").get(pk=run_id)
        if run.state == State.APPLYING:
            _write(run)


@contextmanager
def _alone_with(run_id: int) -> Iterator[None]:
    """Whoever else takes up the same run waits until this is done, then finds that it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_ONE_AT_A_TIME, run_id])
        try:
            yield
        finally:
            if not connection.needs_rollback:  # else its transaction is over, and nothing more can be said in it
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_ONE_AT_A_TIME, run_id])


def _read(run: ImportRun) -> None:
    run.rows.all().delete()  # type: ignore[attr-defined]
    with translation.override(_language(run)):
        try:
            with run.file.content.open("rb") as file:
                table = read_table(cast(BinaryIO, file), _where(run))
            _set(run, options=run.options | _sheets_of(table))
            _judge_rows(run, table.headings, table.rows)
        except Unreadable as error:
            _set(run, state=State.UNREADABLE, sentence=str(error))


def _write(run: ImportRun) -> None:
    with translation.override(_language(run)):
        importer = _importer(run, [heading for heading, _column in run.columns])
        while rows := list(_rows_to_write(run)[:CHUNK]):
            _write_rows(run, importer, rows)
    _set(run, state=State.APPLIED, counts=_counts(run))


def _language(run: ImportRun) -> str:
    """That of the pages on which its file was brought."""
    return run.options.get("language") or run.asked_by.language


def rows_of(run: ImportRun, verdict: str = "") -> QuerySet[ImportedRow]:
    """The rows of an import in the order of the file; those of one verdict, or `to_mend`: refused, or partly left out."""
    rows = run.rows.order_by("number")  # type: ignore[attr-defined]
    if verdict == "to_mend":
        return rows.filter(Q(verdict=Verdict.REFUSE) | ~Q(sentences=[]))
    return rows.filter(verdict=verdict) if verdict else rows


def labels_of(run: ImportRun) -> list[tuple[str, Any]]:
    """Each verdict as the count of rows is called: to be done, or done."""
    done = run.state in (State.APPLYING, State.APPLIED)
    return [
        (Verdict.ADD, _("Rows added") if done else _("Rows to add")),
        (Verdict.UPDATE, _("Rows updated") if done else _("Rows to update")),
        (Verdict.SKIP, _("Rows with nothing new")),
        (Verdict.DIFFER, _("Rows that say otherwise: ours stays")),
        (Verdict.REFUSE, _("Rows refused")),
    ]


def columns_of_rows(run: ImportRun) -> list[ShownColumn]:
    """The columns of the file, then what becomes of the row and why: to mend it and bring it in again."""

    def of(heading: str) -> ShownColumn:
        return heading, lambda row: row.values.get(heading, "")

    return [
        *(of(heading) for heading, _column in run.columns),
        (_("What becomes of it"), lambda row: row.get_verdict_display()),
        (_("Why"), lambda row: " ".join(f"{column}: {why}" if column else why for column, why in row.sentences)),
    ]


def _sheets_of(table: Table) -> dict[str, Any]:
    """Which sheet of a workbook is read, and among which; nothing of a file that is one table."""
    if len(table.sheets) < 2:
        return {"sheet": "", "sheets": []}
    return {"sheet": table.sheet, "sheets": list(zip_longest(table.sheets, table.beginnings, fillvalue=[]))}


def _where(run: ImportRun) -> Where:
    """The sheet that was chosen; and the headings by which a table is known: those of our columns, and those spoken of."""
    known = IMPORTERS[run.importer].names_of_columns().keys() | run.options.get("columns", {}).keys()
    return Where(sheet=run.options.get("chosen_sheet", ""), known=known)


def _importer(run: ImportRun, headings: Sequence[str]) -> Importer:
    return IMPORTERS[run.importer](run.asked_by, headings, **run.options)


def _judge_rows(run: ImportRun, headings: list[str], rows: list[dict[str, str]]) -> None:
    importer = _importer(run, headings)
    columns = [[heading, name_of(importer, heading)] for heading in headings]
    _set(run, columns=columns, examples=[_examples(heading, rows) for heading in headings])
    if importer.unsaid and run.options.get("asks"):
        _set(run, state=State.ASKING)
        return
    if not importer.column_of:
        raise Unreadable(_("None of these columns is known: %(columns)s.") % {"columns": ", ".join(headings[:12])})
    _set(run, state=State.READING, rows_total=len(rows))
    judged = importer.judged(enumerate(rows, start=1))
    counts: Counter[str] = Counter()
    while chunk := list(islice(judged, CHUNK)):
        counts.update(one.verdict for _number, _values, one in chunk)
        ImportedRow.objects.bulk_create([_kept(run, *each) for each in chunk])
        _set(run, rows_read=sum(counts.values()))
    _set(run, state=State.PREVIEWED, counts=_counts(run))


def _examples(heading: str, rows: Iterable[dict[str, str]]) -> list[str]:
    """The first three different values of a column."""
    values = (row[heading][:80] for row in islice(rows, 2_000) if heading in row)
    return list(islice(dict.fromkeys(values), 3))


def name_of(importer: Importer, heading: str) -> str:
    """What the importer takes this column for; nothing when it does not know it."""
    column = importer.column_of.get(heading)
    return str(column.label) if column else ""


def _kept(run: ImportRun, number: int, values: dict[str, str], judged: Judged) -> ImportedRow:
    return ImportedRow(
        run=run,
        number=number,
        values=values,
        verdict=judged.verdict,
        sentences=judged.sentences,
        changes=judged.changes,
        subject_id=getattr(judged.thing, "pk", None),
    )


def _rows_to_write(run: ImportRun) -> QuerySet[ImportedRow]:
    return ImportedRow.objects.filter(run=run, verdict__in=_WRITTEN, is_applied=False).order_by("number")


def _write_rows(run: ImportRun, importer: Importer, rows: Sequence[ImportedRow]) -> None:
    """Judge these rows again, as things are now, and write them: all of them or none."""
    with transaction.atomic():
        by_number = {row.number: row for row in rows}
        found = importer.judged((row.number, row.values) for row in rows)
        judged = [(by_number[number], one) for number, _values, one in found]
        importer.applied([one for _row, one in judged])
        for row, one in judged:
            row.verdict, row.is_applied = one.verdict, True
            row.sentences, row.subject_id = one.sentences, getattr(one.thing, "pk", None)
        importer.note([one for _row, one in judged if one.verdict in _WRITTEN])
        written = ["verdict", "is_applied", "sentences", "subject_id"]
        ImportedRow.objects.bulk_create(
            by_number.values(), update_conflicts=True, unique_fields=["id"], update_fields=written
        )  # by key: a tenth of the cost of bulk_update
        _set(run, rows_read=F("rows_read") + len(by_number))


def _counts(run: ImportRun) -> dict[str, int]:
    found = dict(run.rows.order_by().values_list("verdict").annotate(count=Count("pk")))  # type: ignore[attr-defined]
    return {verdict: found.get(verdict, 0) for verdict in Verdict.values}


def _set(run: ImportRun, **facts: Any) -> None:
    ImportRun.objects.filter(pk=run.pk).update(**facts)
