from django.core.management.base import BaseCommand

from taghyir.directory.actions import load_legal_forms
from taghyir.people.models import User


class Command(BaseCommand):
    help = "Bring the legal forms of Morocco and Tunisia up to date. Running it twice changes nothing."

    def handle(self, *args, **options):
        count = load_legal_forms(actor=User.objects.robot())
        self.stdout.write(f"{count} legal forms")
