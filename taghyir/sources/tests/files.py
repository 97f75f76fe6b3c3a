"""Files brought into the directory by tests, and what became of their rows."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import apply_import, import_organisations
from taghyir.tables.models import ImportRun
from taghyir.tables.runs import rows_of


def brought(content, *, by=None, name="liste.csv", confirm=True, **options) -> ImportRun:
    """A file on its way in, as far as the worker takes it."""
    actor = by or somebody("pilar")
    content = content if isinstance(content, bytes) else content.encode()
    run = import_organisations(actor=actor, file=SimpleUploadedFile(name, content), **options)
    run_reactions()
    run.refresh_from_db()
    if confirm and any(run.counts.get(verdict) for verdict in ("add", "update", "differ")):
        apply_import(actor=actor, run=run)
        run_reactions()
        run.refresh_from_db()
    return run


def counts(run):
    return tuple(run.counts.get(verdict, 0) for verdict in ("add", "update", "skip", "refuse"))


def sentences(run):
    return [sentence for row in rows_of(run) for sentence in row.sentences]
