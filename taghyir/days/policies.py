"""Who proposes and who decides; whose day, whose load, whose calendar."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import ADVISERS, can_work_on_case, visible_cases
from taghyir.days.models import Alert, Feed, Proposal, ProposalQuerySet
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Leave, Role, User
from taghyir.people.queries import leaves_to_list
from taghyir.places.models import Territory


def visible_proposals(actor: Any) -> ProposalQuerySet:
    """Who proposed and who is asked; the coordinators of the territory; the auditor. Members do not: it is about work."""
    if not actor.is_authenticated:
        return Proposal.objects.none()
    reach = actor.reach(*COORDINATORS, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Proposal.objects.all()
    own = Q(proposed_by__in=actor.stands_for) | Q(asked__in=actor.stands_for)
    return Proposal.objects.filter((own | reach.q("case__territory")) if reach else own)


def visible_feeds(actor: Any) -> QuerySet[Feed]:
    """One's own, as long as they stand."""
    return Feed.objects.filter(owner=actor, ended_at=None) if actor.is_authenticated else Feed.objects.none()


def visible_leaves(actor: Any) -> QuerySet[Leave]:
    """Those of the people whom who works in the field sees."""
    return leaves_to_list(actor) if can_see_days(actor) else Leave.objects.none()


def visible_cases_to_visit(actor: Any) -> QuerySet[Case]:
    """Open files of the territories where `actor` works on files, and those they follow."""
    if not can_see_days(actor):
        return Case.objects.none()
    return visible_cases(actor).open()


def can_see_days(actor: Any) -> bool:
    """Whoever works in the field somewhere."""
    return bool(actor.is_authenticated and actor.has_role(*FIELD_STAFF))


def can_see_load(actor: Any) -> bool:
    """Coordinators: the load of each is not for the others to compare."""
    return bool(actor.is_authenticated and actor.has_role(*COORDINATORS))


def can_propose_transfer(actor: User, case: Case) -> bool:
    """Its adviser, and who stands in for them."""
    return case.adviser_id in actor.stands_for and can_work_on_case(actor, case)


can_propose_exit = can_propose_transfer


def can_submit_plan(actor: User, case: Case) -> bool:
    """Who works on the file."""
    return can_work_on_case(actor, case)


def can_accept_transfer(actor: User, proposal: Proposal) -> bool:
    """The colleague who is asked, and nobody for them."""
    return proposal.kind == Proposal.Kind.TRANSFER and actor.pk == proposal.asked_id


can_refuse_transfer = can_accept_transfer


def can_approve_plan(actor: User, case: Case) -> bool:
    """The coordinators of the territory."""
    return actor.reach(*COORDINATORS).covers(case.territory)


def can_return_plan(actor: User, proposal: Proposal) -> bool:
    """The coordinators of the territory."""
    return proposal.kind == Proposal.Kind.PLAN and can_approve_plan(actor, proposal.case)


def can_approve_exit(actor: User, proposal: Proposal) -> bool:
    """The coordinators of the territory."""
    return proposal.kind == Proposal.Kind.EXIT and can_approve_plan(actor, proposal.case)


can_refuse_exit = can_approve_exit


def can_answer_proposal(actor: User, proposal: Proposal) -> bool:
    """The colleague who is asked; the coordinators for an exit and a plan."""
    return can_accept_transfer(actor, proposal) or can_approve_exit(actor, proposal) or can_return_plan(actor, proposal)


def can_withdraw_proposal(actor: User, proposal: Proposal) -> bool:
    """Who proposed it, who stands in for them, and the robot when the file went another way."""
    return actor.is_robot or proposal.proposed_by_id in actor.stands_for


def can_choose_approvals(actor: User, territory: Territory) -> bool:
    """The coordinators of the territory."""
    return actor.reach(*COORDINATORS).covers(territory)


def can_remind_adviser(actor: User, user: User) -> bool:
    """The robot, each morning, those who may sign in."""
    return actor.is_robot and user.is_active


def can_answer_alert(actor: User, alert: Alert) -> bool:
    """Who was reminded, as long as they work on the file."""
    return actor.pk == alert.user_id and actor.is_active and can_work_on_case(actor, alert.case)


def can_start_feed(actor: User) -> bool:
    """Who works on files somewhere."""
    return actor.has_role(*ADVISERS)


def can_end_feed(actor: User, feed: Feed) -> bool:
    """Whose it is."""
    return feed.owner_id == actor.pk


def can_read_feed(feed: Feed) -> bool:
    """Whoever holds its address, as long as it stands and its owner may sign in and works on files."""
    return feed.ended_at is None and feed.owner.is_active and can_start_feed(feed.owner)
