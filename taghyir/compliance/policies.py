"""Who may read the facts, and who keeps them."""

from typing import Any

from taghyir.compliance.models import Fact, FactQuerySet
from taghyir.directory.models import Organisation
from taghyir.directory.policies import can_see_file_of_organisation
from taghyir.people.models import Role
from taghyir.places.models import Country


def visible_facts(actor: Any) -> FactQuerySet:
    """The law is for everybody to read."""
    return Fact.objects.all()


def can_keep_facts(actor: Any, country: str) -> bool:
    """A programme coordinator anywhere; a partner coordinator for the country they work in."""
    if not actor.is_authenticated:
        return False
    if actor.is_robot or actor.has_role(Role.Kind.PROGRAMME_COORDINATOR):
        return True
    return any(
        country == (role.territory.country if role.territory_id else role.country)
        for role in actor.roles_today
        if role.kind == Role.Kind.PARTNER_COORDINATOR
    )


def can_add_facts(actor: Any) -> bool:
    """Whoever keeps the facts of a country."""
    return any(can_keep_facts(actor, country) for country in Country.values)


def can_read_history(actor: Any, fact: Fact) -> bool:
    """Who keeps the facts of the country, and an auditor: it names who wrote."""
    return can_keep_facts(actor, fact.country) or (actor.is_authenticated and actor.has_role(Role.Kind.AUDITOR))


def can_load_facts(actor: Any) -> bool:
    """The robot of the commands and the programme coordinators."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(Role.Kind.PROGRAMME_COORDINATOR))


def can_compare_organisation(actor: Any, organisation: Organisation) -> bool:
    """What its legal form asks beside what it has: for who follows it, an auditor, and its own members. Never in public."""
    return can_see_file_of_organisation(actor, organisation)
