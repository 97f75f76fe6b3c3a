from django.core.management.base import BaseCommand
from django.db import transaction

from taghyir.catalogue.actions import load_catalogue
from taghyir.people.models import User


class Command(BaseCommand):
    help = "Bring the catalogue of services in. Says what it would do; does it with --apply. What a coordinator wrote is kept."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, *args, apply, **options):
        with transaction.atomic():
            done = load_catalogue(actor=User.objects.robot())
            transaction.set_rollback(not apply)
        self.stdout.write(", ".join(f"{count} {what}" for what, count in done.counts.items()))
        for kind in done.kept:
            self.stdout.write(f"  kept as people wrote it: {kind.code}")
        for code, sentence in done.refused:
            self.stdout.write(f"  {code}: {sentence}")
        if not apply:
            self.stdout.write("Nothing was written: say --apply")
