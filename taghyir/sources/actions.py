"""Organisations brought in from a file: read and judged first, written when the person says so."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.core.storage import store
from taghyir.core.text import folded
from taghyir.directory.actions import change_organisation
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.sources.columns import COLUMNS, NAMING, NUMBERS
from taghyir.sources.models import LONGEST_SHEET, Said, Source
from taghyir.sources.numbers import write_number
from taghyir.sources.policies import (
    can_apply_import,
    can_decide_difference,
    can_import_organisations,
    can_map_columns,
)
from taghyir.sources.queries import POSITION, as_read, options_of, source_called, together
from taghyir.sources.whereabouts import repaired
from taghyir.tables.models import ImportRun
from taghyir.tables.reading import EXTENSIONS, MEGABYTES
from taghyir.tables.runs import confirm_import, read_again, start_import
from taghyir.tables.text import cleaned

State = ImportRun.State


@action("import.brought")
def import_organisations(
    *, actor: User, file: UploadedFile, source: str = "", licence: str = "", country: str = ""
) -> ImportRun:
    """Keep a file of organisations and read it in the background. Nothing is written of it until `apply_import`.

    What is known of its source is used again. Refused when it is empty, too big, or of no kind we read.
    """
    require(can_import_organisations(actor))
    kept = keep_file(file, by=actor, extensions=EXTENSIONS, megabytes=MEGABYTES)
    options = options_of(cleaned(source)[:80], licence=cleaned(licence)[:120], country=country)
    if options["source"]:
        _remember(actor, options["source"], licence=options["licence"], country=options["country"])
    asks = bool(options["source"]) and not actor.is_robot
    return start_import("organisations", kept, actor=actor, **options, asks=asks, file_name=cleaned(kept.name)[:80])


@action("source.mapped")
def map_columns(*, actor: User, run: ImportRun, columns: Sequence[str]) -> ImportRun:
    """Say what each column of the file is, "" to leave it aside; it is remembered for its source, and the file is read again.

    Refused when two columns say the same thing, when none says the name, or when the file was written already.
    """
    require(can_map_columns(actor, run))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in (State.ASKING, State.PREVIEWED, State.UNREADABLE) or len(columns) != len(run.columns):
        raise Refused(_("This file is being read, or was brought in already."), code="state")
    headings = [heading for heading, _label in run.columns]
    _require_sound(headings, columns)
    said: dict[str, str] = {}
    for heading, column in zip(headings, columns, strict=True):
        said[folded(heading)] = column or said.get(folded(heading), "")
    if source := source_called(run.options.get("source", "")):
        source.columns, source.owner = source.columns | said, actor
        store(source)
    return read_again(run, columns=said)


@action("import.sheet_chosen")
def choose_sheet(*, actor: User, run: ImportRun, sheet: str) -> ImportRun:
    """Say which sheet of the workbook holds the organisations; it is remembered for its source, and the file is read again.

    Refused for a sheet that the workbook does not have, or when the file is being read or was written already.
    """
    require(can_map_columns(actor, run))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in (State.ASKING, State.PREVIEWED, State.UNREADABLE):
        raise Refused(_("This file is being read, or was brought in already."), code="state")
    if sheet not in [name for name, _beginning in run.options.get("sheets", [])]:
        raise Refused(_("This workbook has no sheet of this name."), code="unknown", field="sheet")
    if (source := source_called(run.options.get("source", ""))) and len(sheet) <= LONGEST_SHEET:
        source.sheet = sheet
        store(source)
    return read_again(run, chosen_sheet=sheet)


@action("import.confirmed")
def apply_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Write in the background what was previewed. Refused when it is not read yet, was written, or has nothing to write."""
    require(can_apply_import(actor, run))
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.PREVIEWED:
        raise Refused(_("This file is not ready, or was brought in already."), code="state")
    if not any(run.counts.get(verdict) for verdict in ("add", "update", "differ")):
        raise Refused(_("There is nothing to add or to update."), code="nothing")
    return confirm_import(run)


@action("source_value.taken")
def take_from_source(*, actor: User, said: Said, name: str) -> Said:
    """Our card says from now on what the source says of this fact. Refused when it says nothing else."""
    require(can_decide_difference(actor, said))
    said = _held(said, name)
    says = said.facts | said.differs
    theirs = {one: as_read(one, says.get(one)) for one in together(name)}
    for one in theirs:
        said.differs.pop(one, None)
    if name in NUMBERS:
        write_number(actor, said.organisation, name, theirs[name])
    else:
        change_organisation(actor=actor, organisation=said.organisation, **_lying(said.organisation, theirs))
    vars(said)["journal_details"] = {"organisation": said.organisation_id, "field": name}
    return store(said)


@action("source_value.refused")
def keep_ours(*, actor: User, said: Said, name: str) -> Said:
    """Ours is right: the source may say the same again, nobody is asked any more. Refused when it says nothing else."""
    require(can_decide_difference(actor, said))
    said = _held(said, name)
    said.refused = said.refused | {one: said.differs.pop(one) for one in together(name) if one in said.differs}
    vars(said)["journal_details"] = {"organisation": said.organisation_id, "field": name}
    return store(said)


def _held(said: Said, name: str) -> Said:
    """As it is now, and nobody else decides until the end."""
    rows = Said.objects.select_for_update(of=("self",)).select_related("organisation__territory", "organisation__place")
    said = rows.get(pk=said.pk)
    if not said.differs.keys() & set(together(name)):
        raise Refused(_("This was decided already."), code="decided")
    return said


def _lying(organisation: Organisation, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that are taken; a position as it may still be true, else refused."""
    if not facts.keys() & set(POSITION):
        return facts
    degrees = [facts[name] for name in POSITION]
    if None in degrees:
        raise Refused(_("Latitude and longitude go together: one of them is not said."), code="position")
    latitude, longitude, sentence = repaired(degrees[0], degrees[1], organisation.country, organisation.place)
    if latitude is None:
        raise Refused(sentence, code="position")
    return {"latitude": latitude, "longitude": longitude}


def _remember(actor: User, name: str, **facts: str) -> None:
    defaults = {"name": name, "owner": actor, "used_at": timezone.now()} | facts
    source, _is_new = Source.objects.get_or_create(name__iexact=name, defaults=defaults)
    source.used_at, source.licence, source.country = timezone.now(), facts["licence"], facts["country"]
    store(source)


def _require_sound(headings: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse two columns that say one thing, on the second of them, and a file in which nothing says the name."""
    labels = {column.name: column.label for column in COLUMNS}
    first: dict[str, str] = {}
    for place, (heading, column) in enumerate(zip(headings, columns, strict=True)):
        if column and column not in labels:
            raise Refused(_("We know no column of this name."), code="unknown", field=f"column_{place}")
        if column in first:
            sentence = _("“%(other)s” is already taken for: %(column)s. Leave one of the two aside.")
            words = {"other": first[column], "column": labels[column]}
            raise Refused(sentence % words, code="twice", field=f"column_{place}")
        if column:
            first[column] = heading
    if not first.keys() & NAMING:
        raise Refused(_("Say which column is the name, in one script at least."), code="nameless")
