"""Who sees the demands and the files of enterprises, and who works on them."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case, CaseQuerySet, Demand, PlannedAction, Service
from taghyir.directory.models import Membership, Organisation
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory

ADVISERS = (*COORDINATORS, Role.Kind.ADVISER)  # who takes a demand in charge and works on a file


def visible_demands(actor: Any) -> QuerySet[Demand]:
    """Field staff see the demands of their territories, an auditor all, a member those of their organisation."""
    return Demand.objects.filter(_seen_by(actor))


def visible_cases(actor: Any) -> CaseQuerySet:
    """Field staff see the files of their territories, an adviser also those they follow, a member their own, an auditor all."""
    return Case.objects.filter(_seen_by(actor, followed=True))


def can_see_case(actor: User, case: Case) -> bool:
    """The same of one file at hand: asked of the database for its members alone."""
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or case.adviser_id == actor.pk or reach.covers(case.territory):
        return True
    return visible_cases(actor).filter(pk=case.pk).exists()


def visible_services(actor: Any) -> QuerySet[Service]:
    """A service is seen by who sees its file."""
    return Service.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def _seen_by(actor: Any, *, followed: bool = False) -> Q:
    if not actor.is_authenticated:
        return Q(pk__in=[])
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Q()
    seen = reach.q() if reach else Q(pk__in=[])
    if followed:
        seen |= Q(adviser__in=actor.stands_for)
    if actor.person_id:
        own = Membership.objects.standing().filter(person=actor.person_id).order_by()
        seen |= Q(organisation__in=own.values("organisation"))
    return seen


def can_record_demand(actor: User, organisation: Organisation) -> bool:
    """Field staff of the territory of the organisation."""
    return actor.is_robot or actor.reach(*FIELD_STAFF).covers(organisation.territory)


def can_record_demands(actor: User) -> bool:
    """Whether there is any demand `actor` may record: for the buttons of a page."""
    return actor.has_role(*FIELD_STAFF)


def can_decide_demand(actor: User, demand: Demand) -> bool:
    """Advisers and coordinators of the territory."""
    return _advises_in(actor, demand.territory)


can_accept_demand = can_refer_demand = can_put_demand_to_wait = can_refuse_demand = can_reopen_demand = (
    can_decide_demand
)


def can_work_on_case(actor: User, case: Case) -> bool:
    """Its adviser, who stands in for them, and the advisers and coordinators of its territory."""
    return case.adviser_id in actor.stands_for or _advises_in(actor, case.territory)


can_practise = can_record_service = can_set_next_step = can_work_on_case


def can_finish_action(actor: User, planned_action: PlannedAction) -> bool:
    """Who works on the file."""
    return can_work_on_case(actor, planned_action.objective.case)


can_postpone_action = can_finish_action


def can_close_case(actor: User, case: Case) -> bool:
    """The coordinators of its territory; where exits are not approved, its adviser and who stands in for them too."""
    if actor.reach(*COORDINATORS).covers(case.territory):
        return True
    return case.adviser_id in actor.stands_for and not case.territory.approves_exits


def can_transfer_case(actor: User, case: Case) -> bool:
    """The coordinators of its territory at once; an adviser proposes, and a colleague accepts. The robot, when that is so."""
    return actor.is_robot or actor.reach(*COORDINATORS).covers(case.territory)


def _advises_in(actor: User, territory: Territory) -> bool:
    return actor.is_robot or actor.reach(*ADVISERS).covers(territory)
