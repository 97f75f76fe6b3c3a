"""Check that no line of the journal was changed or removed behind the software's back."""

from django.core.management.base import BaseCommand, CommandError

from taghyir.core.models import Entry, Seal
from taghyir.core.seals import first_broken_seal, seal_lines


class Command(BaseCommand):
    help = "Verify the chain of the journal. Names the first line that was tampered with, and exits with 1."

    def add_arguments(self, parser):
        parser.add_argument("--seal", action="store_true", help="seal what waits before verifying")

    def handle(self, *args, seal, **options):
        if seal:
            seal_lines(limit=10_000_000)
        if broken := first_broken_seal():
            seal_found, what = broken
            raise CommandError(f"Line {seal_found.entry_id} was {what} (seal {seal_found.pk}).")
        waiting = Entry.objects.count() - Seal.objects.count()
        self.stdout.write(f"The journal is whole: {Seal.objects.count()} lines sealed, {waiting} waiting.")
