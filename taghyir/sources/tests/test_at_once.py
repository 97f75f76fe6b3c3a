"""A command and the worker that take up one file at the same moment."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from taghyir.directory.models import Organisation
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import apply_import, import_organisations
from taghyir.tables import runs
from taghyir.tables.models import ImportedRow

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deed, run):
    """Three times together, each on a connection of its own; what fails in one fails here."""
    barrier, failed = Barrier(3), []

    def do():
        barrier.wait()
        try:
            deed(run.pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    run.refresh_from_db()


@pytest.mark.usefixtures("ground")
def test_a_file_is_read_once_and_written_once():
    rows = "".join(f"Atelier {number};MA\n" for number in range(300))
    file = SimpleUploadedFile("liste.csv", f"nom;pays\n{rows}".encode())
    run = import_organisations(actor=somebody("pilar"), file=file)
    at_once(runs.preview_import, run)
    assert (run.state, ImportedRow.objects.count()) == ("previewed", 300)
    apply_import(actor=somebody("pilar"), run=run)
    at_once(runs.apply_import, run)
    assert (run.state, run.rows_read, Organisation.objects.count()) == ("applied", 300, 300)
