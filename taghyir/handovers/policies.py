"""Who sees what was handed over, records it, and signs for it."""

from typing import Any

from django.db.models import QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.directory.models import Membership
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.people.models import User

SPEAKS_FOR_IT = ("president", "treasurer", "secretary", "manager")


def visible_handovers(actor: Any) -> QuerySet[HandOver]:
    """Those of the files `actor` sees: the team, the auditor, and the members of the enterprise."""
    return HandOver.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def visible_signatures(actor: Any) -> QuerySet[DeedSignature]:
    """Those of the hand-overs `actor` sees."""
    return DeedSignature.objects.filter(handover__in=visible_handovers(actor).order_by().values("pk"))


def can_record_handover(actor: User, case: Case) -> bool:
    """Whoever works on the file."""
    return can_work_on_case(actor, case)


def can_change_handover(actor: User, handover: HandOver) -> bool:
    """Whoever works on the file; the action refuses once the deed is signed."""
    return can_work_on_case(actor, handover.case)


can_attach_deed = can_change_handover


def can_sign_deed(actor: User, handover: HandOver) -> bool:
    """Whoever sits on the board or bears a function that speaks for the enterprise today."""
    if not actor.is_authenticated or actor.person_id is None:
        return False
    held = Membership.objects.standing().filter(organisation=handover.case.organisation_id, person=actor.person_id)
    return any(one.is_board or one.function in SPEAKS_FOR_IT for one in held)
