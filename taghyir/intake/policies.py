"""Who receives demands, sends them to another body, keeps the waiting list, and reads all of it."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.policies import can_decide_demand, can_record_demand, visible_demands
from taghyir.desk.models import HelpRequest
from taghyir.desk.policies import can_answer_request
from taghyir.directory.models import Organisation
from taghyir.intake.models import Referral, ReferralQuerySet
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User


def visible_referrals(actor: Any) -> ReferralQuerySet:
    """Field staff see those of their territories, an auditor all. Members read where theirs stands on their demand."""
    if not actor.is_authenticated:
        return Referral.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Referral.objects.all()
    return Referral.objects.filter(reach.q("demand__territory")) if reach else Referral.objects.none()


def visible_waiting_demands(actor: Any) -> QuerySet[Demand]:
    """The waiting list of one's territories, for field staff and auditors: members read their own turn on their demand."""
    waiting = Demand.objects.filter(state=Demand.State.WAITING)
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    return waiting.filter(Q() if reach.everywhere else reach.q()) if reach else waiting.none()


def can_read_intake(actor: User) -> bool:
    """Whoever receives demands somewhere, and the auditor: lists of the room."""
    return actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def can_record_notice(actor: User, demand: Demand) -> bool:
    """Whoever may receive a demand there."""
    return can_record_demand(actor, demand.organisation)


can_ask_questions = can_record_notice
can_tell_demand = can_record_notice


def can_see_intake(actor: User, demand: Demand) -> bool:
    """Whoever sees the demand."""
    return visible_demands(actor).filter(pk=demand.pk).exists()


def can_refer_demand(actor: User, demand: Demand) -> bool:
    """Whoever decides the demand."""
    return can_decide_demand(actor, demand)


def can_renew_referral(actor: User, referral: Referral) -> bool:
    """Whoever decides the demand."""
    return can_decide_demand(actor, referral.demand)


can_withdraw_referral = can_see_link = can_renew_referral


def can_remind_body(actor: User, _referral: Referral) -> bool:
    """The robot, each morning."""
    return actor.is_robot


def can_answer_referral(actor: Any) -> bool:
    """Everybody: the link is the proof."""
    return True


def can_move_demand(actor: User, demand: Demand) -> bool:
    """Who coordinates the territory: the order of the list is theirs."""
    return actor.reach(*COORDINATORS).covers(demand.territory)


def can_make_demand_of_request(actor: Any, request: HelpRequest, organisation: Organisation | None = None) -> bool:
    """Who answers the request, and may record a demand where it is asked, or of that organisation."""
    if not can_answer_request(actor, request):
        return False
    if organisation is not None:
        return can_record_demand(actor, organisation)
    return actor.is_robot or actor.reach(*FIELD_STAFF).covers(request.territory)
