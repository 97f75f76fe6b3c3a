"""Who sees the meetings, who records them, and who writes down who came."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.gatherings.models import Attendance, Gathering
from taghyir.people.models import FIELD_STAFF, PersonQuerySet, Role, User
from taghyir.people.policies import visible_people
from taghyir.places.models import Territory

GATHERERS = (*FIELD_STAFF, Role.Kind.TRAINER, Role.Kind.COMMUNICATOR)


def visible_gatherings(actor: Any) -> QuerySet[Gathering]:
    """Field staff, trainers and communicators see those of their territories and those they organised; an auditor, all."""
    if not actor.is_authenticated:
        return Gathering.objects.none()
    reach = actor.reach(*GATHERERS, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Gathering.objects.all()
    return Gathering.objects.filter((reach.q() | Q(organised_by=actor)) if reach else Q(organised_by=actor))


def visible_attendances(actor: Any) -> QuerySet[Attendance]:
    """Who came is seen by who sees the meeting."""
    return Attendance.objects.filter(gathering__in=visible_gatherings(actor))


def visible_people_to_sign(actor: User, gathering: Gathering) -> PersonQuerySet:
    """Who holds the sheet finds the people of the territory, whoever they are; and those `actor` sees elsewhere."""
    people = visible_people(actor)
    if not can_record_attendance(actor, gathering):
        return people
    return people | people.model.objects.filter(territory=gathering.territory_id)


def can_record_gathering(actor: User, territory: Territory | None) -> bool:
    """Field staff, trainers and communicators, in their territories."""
    return actor.is_robot or actor.reach(*GATHERERS).covers(territory)


def can_record_gatherings(actor: User) -> bool:
    """Whether there is any meeting `actor` may record: for the buttons of a page."""
    return actor.has_role(*GATHERERS)


def can_change_gathering(actor: User, gathering: Gathering) -> bool:
    """Field staff of the territory; a trainer or a communicator, what they organised there."""
    if actor.is_robot or actor.reach(*FIELD_STAFF).covers(gathering.territory):
        return True
    return gathering.organised_by_id == actor.pk and can_record_gathering(actor, gathering.territory)


def can_record_attendance(actor: User, gathering: Gathering) -> bool:
    """Field staff, trainers and communicators of the territory: whoever holds the sheet that day."""
    return can_record_gathering(actor, gathering.territory)


can_record_newcomer = can_count_heads = can_attach_sheet = can_record_attendance


def can_remove_attendance(actor: User, attendance: Attendance) -> bool:
    """Who may write a name on the sheet may take it off."""
    return can_record_attendance(actor, attendance.gathering)
