"""The words people agree to."""

from django.core.management.base import BaseCommand

from taghyir.consents.actions import load_consent_texts
from taghyir.consents.models import ConsentText
from taghyir.people.models import User


class Command(BaseCommand):
    help = "Load the consent texts in four languages. Twice changes nothing; a text already there is never changed."

    def handle(self, *args, **options):
        load_consent_texts(actor=User.objects.robot())
        self.stdout.write(f"{ConsentText.objects.count()} consent texts")
