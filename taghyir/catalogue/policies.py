"""Who reads the catalogue, and who keeps it."""

from typing import Any

from taghyir.catalogue.models import KindQuerySet, ServiceKind
from taghyir.people.models import FIELD_STAFF, Role


def visible_kinds(actor: Any) -> KindQuerySet:
    """Who has an account sees what is offered; field staff and the auditor, also what is no longer."""
    if not actor.is_authenticated:
        return ServiceKind.objects.none()
    if actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR):
        return ServiceKind.objects.all()
    return ServiceKind.objects.filter(is_offered=True)


def can_keep_catalogue(actor: Any) -> bool:
    """Programme coordinators: one catalogue for the six mechanisms. The robot brings the seed in."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(Role.Kind.PROGRAMME_COORDINATOR))


can_add_kind = can_change_kind = can_load_catalogue = can_keep_catalogue
