"""The forms the programme brings with it, published from their readable source."""

import csv
from io import BytesIO
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from openpyxl import Workbook

from taghyir.surveys.actions import Unchanged, publish_form

INSTRUMENTS = Path(__file__).parents[2] / "instruments"
SHEETS = ("survey", "choices", "settings")


class Command(BaseCommand):
    help = (
        "Publish the forms of taghyir/surveys/instruments, or those named, for every territory. Twice changes nothing."
    )

    def add_arguments(self, parser):
        known = sorted(path.name for path in INSTRUMENTS.iterdir() if path.is_dir())
        parser.add_argument("names", nargs="*", choices=[[], *known], help="which: all when none is named")

    def handle(self, *args, names, **options):
        robot = get_user_model().objects.robot()
        for folder in sorted(
            path for path in INSTRUMENTS.iterdir() if path.is_dir() and path.name in (names or [path.name])
        ):
            try:
                version = publish_form(actor=robot, sheet=workbook_of(folder))
                self.stdout.write(f"{version.form.xform_id}: version {version.version} is published")
            except Unchanged as unchanged:
                self.stdout.write(f"{unchanged.version.form.xform_id}: nothing to change")


def workbook_of(folder: Path) -> SimpleUploadedFile:
    """The XLSX of an instrument, from one CSV a sheet."""
    book = Workbook(write_only=True)
    for name in SHEETS:
        sheet = book.create_sheet(name)
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                sheet.append(row)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile(f"{folder.name}.xlsx", file.getvalue())
