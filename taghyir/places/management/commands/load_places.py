"""The places of a whole country, from open files."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from taghyir.places.actions import load_places
from taghyir.places.open_files import Unreadable, read_places
from taghyir.places.plans import plan_of


class Command(BaseCommand):
    help = (
        "Show what the places of these files would change. Writes nothing without --apply. Give the widest level first."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="write it, as the robot of the house")

    def handle(self, *args, files, apply, **options):
        try:
            rows = [row for path in files for row in read_places(path)]
        except Unreadable as error:
            raise CommandError(str(error)) from error
        plan = load_places(actor=get_user_model().objects.robot(), rows=rows) if apply else plan_of(rows)
        for row, sentence in plan.refused:
            self.stdout.write(f"refused: {row.code or '-'} {row.name_fr or row.name_ar}: {sentence}")
        self.stdout.write(", ".join(f"{count} {verdict}" for verdict, count in plan.counts.items()))
        if not apply:
            self.stdout.write("Nothing is written. Run again with --apply.")
