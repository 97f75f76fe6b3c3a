"""Organisations brought in from a file: read and judged first, written when the person says so."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.people.models import User
from taghyir.sources.policies import can_apply_import, can_import_organisations
from taghyir.tables.models import ImportRun
from taghyir.tables.reading import EXTENSIONS, MEGABYTES
from taghyir.tables.runs import confirm_import, start_import
from taghyir.tables.text import cleaned


@action("import.brought")
def import_organisations(
    *, actor: User, file: UploadedFile, source: str = "", licence: str = "", country: str = ""
) -> ImportRun:
    """Keep a file of organisations and read it in the background. Nothing is written of it until `apply_import`.

    Refused when it is empty, too big, or of no kind we read.
    """
    require(can_import_organisations(actor))
    kept = keep_file(file, by=actor, extensions=EXTENSIONS, megabytes=MEGABYTES)
    options = {
        "source": cleaned(source)[:80],
        "licence": cleaned(licence)[:120],
        "country": country,
        "file_name": cleaned(kept.name)[:80],
    }
    return start_import("organisations", kept, actor=actor, **options)


@action("import.confirmed")
def apply_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Write in the background what was previewed. Refused when it is not read yet, was written, or has nothing to write."""
    require(can_apply_import(actor, run))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportRun.State.PREVIEWED:
        raise Refused(_("This file is not ready, or was brought in already."), code="state")
    if not run.counts.get("add") and not run.counts.get("update"):
        raise Refused(_("There is nothing to add or to update."), code="nothing")
    return confirm_import(run)
