"""All the organisations compared with all, as the robot."""

from django.core.management.base import BaseCommand

from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.queries import pairs_sharing_a_key, proposals_among
from taghyir.people.models import User


class Command(BaseCommand):
    help = "Compares all organisations with all. Says how many pairs share something; keeps those alike enough with --apply."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="keep the pairs, to be decided by a person")

    def handle(self, *, apply, **_options):
        if apply:
            self.stdout.write(f"{find_duplicates(actor=User.objects.robot())} new pairs to look at")
        else:
            pairs = pairs_sharing_a_key(None)
            self.stdout.write(
                f"{len(pairs)} pairs share something, {sum(1 for _one in proposals_among(pairs))} are alike"
            )
