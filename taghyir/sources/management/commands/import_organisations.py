"""Organisations from a file, as the robot."""

from collections import Counter
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from taghyir.core.actions import Refused
from taghyir.people.models import User
from taghyir.sources.actions import apply_import, import_organisations
from taghyir.sources.importer import OrganisationImporter
from taghyir.sources.queries import options_of
from taghyir.tables import runs
from taghyir.tables.models import Verdict
from taghyir.tables.reading import Unreadable, Where, read_table


class Command(BaseCommand):
    help = "Say what the organisations of a file would add, update, skip or refuse. Writes nothing without --apply."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write it, as the robot of the house")
        parser.add_argument(
            "--source",
            default="",
            help="name of the source: its columns are known; else what the rows or the file say",
        )
        parser.add_argument("--licence", default="", help="licence of the source; else what the rows say")
        parser.add_argument("--country", default="", choices=["", "MA", "TN"], help="for rows that say none")

    def handle(self, *args, file, apply, **options):
        options = {name: options[name] for name in ("source", "licence", "country")}
        try:
            counts = self._write(file, options) if apply else self._say(file, options)
        except (OSError, Unreadable, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in Verdict.values))
        if not apply:
            self.stdout.write("Nothing is written. Run again with --apply.")

    def _say(self, file, options):
        known = options_of(options["source"], licence=options["licence"], country=options["country"])
        with file.open("rb") as opened:
            headings = OrganisationImporter.names_of_columns().keys() | known["columns"].keys()
            table = read_table(opened, Where(sheet=known["chosen_sheet"], known=headings))
        importer = OrganisationImporter(User.objects.robot(), table.headings, file_name=file.name, **known)
        self._aside(importer.unsaid)
        counts = Counter()
        for number, _values, judged in importer.judged(enumerate(table.rows, start=1)):
            counts[judged.verdict] += 1
            self._sentences(number, judged.verdict, judged.sentences)
        return counts

    def _write(self, file, options):
        robot = User.objects.robot()
        upload = SimpleUploadedFile(file.name, file.read_bytes())
        run = import_organisations(actor=robot, file=upload, **options)
        runs.preview_import(run.pk)
        run.refresh_from_db()
        if run.state == run.State.UNREADABLE:
            raise Unreadable(run.sentence)
        self._aside([heading for heading, label in run.columns if not label])
        if run.counts["add"] or run.counts["update"] or run.counts["differ"]:
            apply_import(actor=robot, run=run)
            runs.apply_import(run.pk)
            run.refresh_from_db()
        for row in runs.rows_of(run, "to_mend").iterator():
            self._sentences(row.number, row.verdict, row.sentences)
        return run.counts

    def _aside(self, headings):
        if headings:
            self.stdout.write(f"Columns left aside: {', '.join(headings)}.")

    def _sentences(self, number, verdict, sentences):
        for column, sentence in sentences:
            self.stdout.write(f"row {number}, {verdict}: {column + ': ' if column else ''}{sentence}")
