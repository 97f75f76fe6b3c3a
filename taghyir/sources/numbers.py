"""The numbers of administrations that a file may say: it never writes a second one of a kind."""

from taghyir.directory.actions import record_identifier, remove_identifier
from taghyir.directory.models import Identifier, Organisation
from taghyir.people.models import User
from taghyir.sources.columns import NUMBERS


def write_number(actor: User, organisation: Organisation, name: str, value: str) -> None:
    """This number instead of what was there of its kind."""
    for held in Identifier.objects.filter(organisation=organisation, type=NUMBERS[name]).order_by("pk"):
        remove_identifier(actor=actor, identifier=held)
    record_identifier(actor=actor, organisation=organisation, type=NUMBERS[name], value=value)
