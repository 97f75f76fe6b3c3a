"""Who may change the places and the holidays. Places are public facts; their tables are kept by coordinators."""

from typing import Any

from django.db.models import QuerySet

from taghyir.places.models import Holiday, Place, Territory

_PROGRAMME, _PARTNER = "programme_coordinator", "partner_coordinator"


def visible_places(actor: Any) -> QuerySet[Place]:
    """Places are facts of two administrations: everybody sees them all."""
    return Place.objects.all()


def visible_holidays(actor: Any) -> QuerySet[Holiday]:
    """The table of holidays is public."""
    return Holiday.objects.all()


def can_load_places(actor: Any) -> bool:
    """The robot of the commands and the programme coordinators bring places in."""
    return actor.is_robot or actor.has_role(_PROGRAMME)


def can_change_holidays(actor: Any, country: str) -> bool:
    """A programme coordinator anywhere; a partner coordinator for the country they work in."""
    if not actor.is_authenticated:
        return False
    if actor.has_role(_PROGRAMME):
        return True
    return any(
        country == (role.territory.country if role.territory_id else role.country)
        for role in actor.roles_today
        if role.kind == _PARTNER
    )


def visible_territories(actor: Any) -> QuerySet[Territory]:
    """The six are public."""
    return Territory.objects.all()


def can_change_contact(actor: Any, territory: Territory) -> bool:
    """A coordinator of the territory."""
    return actor.is_authenticated and actor.reach(_PROGRAMME, _PARTNER).covers(territory)
