"""Close every reserved answer again with the newest key, so that an older one may be taken away."""

from django.core.management.base import BaseCommand

from taghyir.people.models import User
from taghyir.reserved.actions import renew_reserved_answers, renew_reserved_files
from taghyir.reserved.queries import under_older_keys


class Command(BaseCommand):
    help = "Close reserved answers again with the first key of TAGHYIR_SENSITIVE_KEYS. Twice changes nothing."

    def handle(self, *args, **options):
        renewed = 0
        for renew in (renew_reserved_answers, renew_reserved_files):
            last = 0
            while under_older_keys() and (done := renew(actor=User.objects.robot(), after=last)).last:
                renewed, last = renewed + done.renewed, done.last
        self.stdout.write(f"{renewed} reserved answers are closed with the newest key.")
        for name, count in under_older_keys():
            self.stderr.write(
                f"{count} are still under the key {name}, and do not open: give that key, and run this again."
            )
