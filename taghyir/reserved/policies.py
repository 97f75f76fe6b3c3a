"""Who gives the right to open reserved answers, who holds it, and who sees what was opened."""

from django.db.models import Q
from django.utils import timezone

from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.reserved.models import OpeningRight, OpeningRightQuerySet
from taghyir.surveys.models import Submission

WATCHERS = (*COORDINATORS, Role.Kind.AUDITOR)


def visible_opening_rights(actor: User) -> OpeningRightQuerySet:
    """Coordinators and auditors see those of their territories; everybody, their own."""
    reach, own = actor.reach(*WATCHERS), Q(user=actor)
    return OpeningRight.objects.filter(own | reach.q() if reach else own)


def can_see_opening_rights(actor: User) -> bool:
    """Who may hold one, and who watches over them."""
    return actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def can_give_opening_rights(actor: User) -> bool:
    """Whether there is somewhere a right that `actor` may give."""
    return actor.has_role(*COORDINATORS)


def can_give_opening_right(actor: User, user: User, territory: Territory | None) -> bool:
    """Coordinators, in their territories, to somebody else: two people stand between an answer and its reader."""
    return actor != user and actor.reach(*COORDINATORS).covers(territory)


def can_end_opening_right(actor: User, right: OpeningRight) -> bool:
    """Coordinators of its territory, whoever holds it, and the robot when an account is closed."""
    return actor.is_robot or actor.pk == right.user_id or actor.reach(*COORDINATORS).covers(right.territory)


def can_open_reserved_answers(actor: User, submission: Submission, purpose: str) -> bool:
    """Who works in the field there and holds the right today. An auditor, who only reads, never."""
    if not actor.reach(*FIELD_STAFF).covers(submission.territory):
        return False
    held = OpeningRight.objects.on(timezone.localdate()).filter(user=actor, purpose=purpose)
    return held.filter(Q(territory=submission.territory_id) | Q(territory=None)).exists()


def can_see_openings(actor: User) -> bool:
    """Coordinators and auditors see who opened what in their territories, never what was answered."""
    return actor.has_role(*WATCHERS)


def can_renew_reserved_answers(actor: User) -> bool:
    """The robot: a command of whoever keeps the server."""
    return actor.is_robot
