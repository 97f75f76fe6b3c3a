"""Who reads figures, who may open them, who keeps the matrix."""

from django.db.models import QuerySet

from taghyir.people.models import COORDINATORS, Role, User
from taghyir.places.models import Territory
from taghyir.results.models import Evidence, Goal, Indicator, MeasuredValue, Target

READERS = tuple(kind for kind in Role.Kind if kind != Role.Kind.MEMBER)


def can_read_results(actor: User) -> bool:
    """Whoever works in the programme, in any territory, and the auditor. The rows behind a figure have their own rules."""
    return actor.has_role(*READERS)


def visible_indicators(actor: User) -> QuerySet[Indicator]:
    return Indicator.objects.all() if can_read_results(actor) else Indicator.objects.none()


def visible_goals(actor: User) -> QuerySet[Goal]:
    return Goal.objects.all() if can_read_results(actor) else Goal.objects.none()


def visible_values(actor: User) -> QuerySet[MeasuredValue]:
    """Values stated are read by all who read results; a draft, by who may record there, and by the auditor."""
    if not can_read_results(actor):
        return MeasuredValue.objects.none()
    stated = MeasuredValue.objects.filter(state=MeasuredValue.State.STATED)
    return stated | MeasuredValue.objects.filter(actor.reach(*COORDINATORS, Role.Kind.AUDITOR).q())


def visible_evidences(actor: User) -> QuerySet[Evidence]:
    """Proofs are opened in the territory they come from, and by the auditor."""
    reach = actor.reach(*COORDINATORS, Role.Kind.ADVISER, Role.Kind.FOCAL_POINT, Role.Kind.AUDITOR)
    return Evidence.objects.filter(reach.q("value__territory"))


def can_keep_matrix(actor: User) -> bool:
    """Only the programme coordinator writes the planning matrix: it binds the whole programme."""
    return actor.has_role(Role.Kind.PROGRAMME_COORDINATOR)


def can_set_target(actor: User, target: Target | None = None) -> bool:
    return can_keep_matrix(actor)


def can_record_value(actor: User, territory: Territory | None = None) -> bool:
    """A coordinator of the territory; of any territory when none is named yet."""
    reach = actor.reach(*COORDINATORS)
    return bool(reach) if territory is None else reach.covers(territory)
