"""Who may look at pairs, decide them, merge and part."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.directory.models import Organisation, published
from taghyir.directory.policies import can_merge_organisation, visible_files
from taghyir.duplicates.models import Candidate, Merge
from taghyir.people.models import FIELD_STAFF, Role, User


def visible_candidates(actor: Any) -> QuerySet[Candidate]:
    """Pairs of which `actor` follows one at least, and may see the other, if only its public card; an auditor reads all."""
    if not actor.is_authenticated or not (actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)):
        return Candidate.objects.none()
    files = visible_files(actor).order_by().values("pk")
    first = Q(first__in=files) & (Q(second__in=files) | published("second__"))
    return Candidate.objects.filter(first | Q(second__in=files) & published("first__"))


def visible_merges(actor: Any) -> QuerySet[Merge]:
    """Merges into an organisation whose file `actor` may see."""
    if not actor.is_authenticated or not (actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)):
        return Merge.objects.none()
    return Merge.objects.filter(stays__in=visible_files(actor).values("pk"))


def can_decide_candidate(actor: Any, candidate: Candidate) -> bool:
    """Coordinators and focal points where both are."""
    return can_merge_organisations(actor, candidate.first, candidate.second)


can_keep_apart = can_decide_candidate
can_put_off = can_decide_candidate


def can_merge_organisations(actor: Any, stays: Organisation, goes: Organisation) -> bool:
    """The same: who may publish both may merge them."""
    return can_merge_organisation(actor, stays) and can_merge_organisation(actor, goes)


def can_undo_merge(actor: Any, merge: Merge) -> bool:
    """Who could merge them."""
    return can_merge_organisations(actor, merge.stays, merge.goes)


def can_find_duplicates(actor: User) -> bool:
    """The robot, and the programme."""
    return actor.is_robot or actor.reach(Role.Kind.PROGRAMME_COORDINATOR).everywhere
