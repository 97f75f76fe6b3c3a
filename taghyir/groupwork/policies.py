"""Who makes services of a meeting."""

from taghyir.accompaniment.policies import ADVISERS
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.people.models import User


def can_record_session(actor: User, gathering: Gathering) -> bool:
    """Advisers and coordinators who see the meeting; in each file, whoever works on it."""
    return actor.has_role(*ADVISERS) and visible_gatherings(actor).filter(pk=gathering.pk).exists()
