"""Who sees the needs, who hears them, and who answers."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.directory.queries import organisations_of
from taghyir.gatherings.policies import visible_gatherings
from taghyir.needs.models import Need, NeedMapping, NeedQuerySet
from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form, visible_forms, visible_submissions

LISTENERS = (*FIELD_STAFF, Role.Kind.TRAINER, Role.Kind.COMMUNICATOR)
_READERS = (*FIELD_STAFF, Role.Kind.AUDITOR)


def visible_needs(actor: Any) -> NeedQuerySet:
    """Field staff see those of their territories, an auditor all; others, what they heard, own, or their organisation said."""
    if not actor.is_authenticated:
        return Need.objects.none()
    reach = actor.reach(*_READERS)
    if reach.everywhere or actor.is_robot:
        return Need.objects.all()
    own = Q(owner=actor) | Q(heard_by=actor)
    if actor.person_id:
        own |= Q(organisation__in=organisations_of(actor.person).order_by().values("pk"))
    return Need.objects.filter(own | reach.q()) if reach else Need.objects.filter(own)


def visible_need_mappings(actor: User) -> QuerySet[NeedMapping]:
    """What becomes a need is seen by who sees the form."""
    return NeedMapping.objects.filter(form__in=visible_forms(actor))


def can_hear_need(actor: User, territory: Territory | None) -> bool:
    """Field staff, trainers and communicators, in their territories."""
    return actor.is_robot or actor.reach(*LISTENERS).covers(territory)


def can_hear_needs(actor: User) -> bool:
    """Whether `actor` may hear one anywhere: for the buttons of a page."""
    return actor.has_role(*LISTENERS)


def can_hear_need_in_answer(actor: User) -> bool:
    """The robot, who reads the answers of the forms as they come."""
    return actor.is_robot


def can_answer_need(actor: User, need: Need) -> bool:
    """Its owner, and the field staff of its territory; the programme where no territory is known."""
    if actor.is_robot or actor.reach(*FIELD_STAFF).covers(need.territory):
        return True
    return need.owner_id == actor.pk and actor.has_role(*FIELD_STAFF)


can_take_need = can_tell_answer = can_change_need = can_raise_need = can_set_priorities = can_answer_need


def can_own_need(actor: User, territory: Territory | None) -> bool:
    """Whoever works in the field there, and may sign in."""
    return actor.is_active and actor.reach(*FIELD_STAFF).covers(territory)


def can_map_form_to_needs(actor: User, form: Form) -> bool:
    """Those who may publish the form."""
    return can_publish_form(actor, form.territory)


def can_remove_need_mapping(actor: User, mapping: NeedMapping) -> bool:
    """Those who may publish the form."""
    return can_publish_form(actor, mapping.form.territory)


def can_read_heat_map(actor: User) -> bool:
    """Anyone who holds a role in the programme. Small numbers are hidden outside one's own territories."""
    return bool(actor.roles_today)


def can_read_small_numbers(actor: User, territory: Territory) -> bool:
    """Field staff in their territories: fewer than five needs could tell who said them. An auditor reads all."""
    return actor.is_robot or actor.reach(*_READERS).covers(territory)


def can_read_submission(actor: User, need: Need) -> bool:
    """Whether the filled form from which the need comes may be opened, by the rule of the forms."""
    return need.submission_id is not None and visible_submissions(actor).filter(pk=need.submission_id).exists()


def can_read_gathering(actor: User, need: Need) -> bool:
    """Whether the meeting at which it was heard may be opened, by the rule of the meetings."""
    return need.gathering_id is not None and visible_gatherings(actor).filter(pk=need.gathering_id).exists()
