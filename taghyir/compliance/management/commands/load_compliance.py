from django.core.management.base import BaseCommand
from django.db import transaction

from taghyir.compliance.actions import load_facts
from taghyir.people.models import User


class Command(BaseCommand):
    help = (
        "Bring the facts of the law in. Says what it would do; does it with --apply. What a coordinator wrote is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, *args, apply, **options):
        with transaction.atomic():
            done = load_facts(actor=User.objects.robot())
            transaction.set_rollback(not apply)
        counts = done.counts
        said = "{added} added, {renewed} renewed, {kept} kept as people wrote, {refused} there already, {unchanged} unchanged"
        self.stdout.write(said.format(**counts))
        for fact, changes in done.kept:
            for name, (here, in_seed) in changes.items():
                self.stdout.write(f"  {fact.seed_key} {name}: here {here!r}, in the seed {in_seed!r}")
        for key, sentence in done.refused:
            self.stdout.write(f"  {key}: {sentence}")
        if not apply:
            self.stdout.write("Nothing was written: say --apply")
