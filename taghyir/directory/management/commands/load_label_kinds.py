from django.core.management.base import BaseCommand

from taghyir.directory.actions import load_label_kinds
from taghyir.people.models import User


class Command(BaseCommand):
    help = "Bring the labels an organisation may bear up to date. Running it twice changes nothing."

    def handle(self, *args, **options):
        count = load_label_kinds(actor=User.objects.robot())
        self.stdout.write(f"{count} labels")
