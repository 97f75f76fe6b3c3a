"""Two entries that look like one organisation."""

from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.models import Candidate
from taghyir.people.models import User

ZAIO = {"latitude": 34.94, "longitude": -2.73}


def twins(**facts) -> tuple[Organisation, Organisation]:
    """Tifawin, and Tifawin again 30 metres away under another spelling."""
    first = OrganisationFactory(name="Coopérative Tifawin", **ZAIO, **facts)
    second = OrganisationFactory(name="TIFAWIN", name_ar="", latitude=34.9402, longitude=-2.7302, **facts)
    return first, second


def pair(**facts) -> Candidate:
    first, second = twins(**facts)
    find_duplicates(actor=User.objects.robot())
    return Candidate.objects.get(first=first, second=second)
