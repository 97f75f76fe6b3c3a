"""The six territories of the programme, their places, and the holidays of two countries."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from taghyir.places.actions import load_territories
from taghyir.places.models import Holiday, Place, Territory


class Command(BaseCommand):
    help = (
        "Load the six territories with their places and holidays. Twice changes nothing; what people changed is kept."
    )

    def handle(self, *args, **options):
        load_territories(actor=get_user_model().objects.robot())
        self.stdout.write(
            f"{Territory.objects.count()} territories, {Place.objects.count()} places, {Holiday.objects.count()} holidays"
        )
