"""Who asks, who reads what is asked, and who answers."""

from typing import Any

from django.db.models import QuerySet

from taghyir.desk.models import HelpRequest
from taghyir.needs.policies import can_hear_need
from taghyir.people.models import FIELD_STAFF, Role, User


def visible_requests(actor: Any) -> QuerySet[HelpRequest]:
    """Field staff see those of their territories, an auditor all; those from elsewhere, who works in the whole programme.

    Whoever asked reads their own by its code, and needs no account.
    """
    if not can_read_requests(actor):
        return HelpRequest.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return HelpRequest.objects.all()
    return HelpRequest.objects.filter(reach.q())


def can_read_requests(actor: Any) -> bool:
    """Field staff and auditors."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR))


def can_ask_for_help(actor: Any) -> bool:
    """Everybody, with an account or without."""
    return True


can_add_message = can_acknowledge_answer = can_ask_for_help  # whoever holds the code


def can_answer_request(actor: Any, request: HelpRequest) -> bool:
    """Field staff where it is asked; the programme, where no territory is known."""
    return actor.is_authenticated and (actor.is_robot or actor.reach(*FIELD_STAFF).covers(request.territory))


can_take_request = can_close_request = can_answer_request


def can_make_need_of_request(actor: Any, request: HelpRequest) -> bool:
    """Who answers it, and may hear a need there."""
    return can_answer_request(actor, request) and can_hear_need(actor, request.territory)


def can_erase_requests(actor: User) -> bool:
    """The robot."""
    return bool(actor.is_robot)


can_pass_answer_on = can_erase_requests
