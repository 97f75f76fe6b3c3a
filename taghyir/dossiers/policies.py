"""Who sees a file as its enterprise does, says that a line is not right, answers, and signs."""

from typing import Any

from django.db.models import QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.directory.models import Membership
from taghyir.dossiers.models import Objection, Signature
from taghyir.people.models import User

SPEAKS_FOR_IT = ("president", "treasurer", "secretary", "manager")


def visible_objections(actor: Any) -> QuerySet[Objection]:
    """Those of the files `actor` sees."""
    return Objection.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def visible_signatures(actor: Any) -> QuerySet[Signature]:
    """Those of the files `actor` sees."""
    return Signature.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def can_see_objections(actor: User) -> bool:
    """Whoever works on files somewhere, and the auditor: members have theirs in their own file."""
    return actor.has_role("programme_coordinator", "partner_coordinator", "adviser", "auditor")


def can_say_not_right(actor: User, case: Case) -> bool:
    """Whoever belongs to the organisation today."""
    return _membership_in(actor, case) is not None


def can_answer_objection(actor: User, objection: Objection) -> bool:
    """Whoever works on the file."""
    return can_work_on_case(actor, objection.case)


def can_sign_plan(actor: User, case: Case) -> bool:
    """Whoever sits on the board or bears a function that speaks for the organisation, while the file is open."""
    return case.is_open and _speaks(_membership_in(actor, case))


def can_hand_plan(actor: User, case: Case) -> bool:
    """Whoever works on the file, while it is open, hands their screen to who speaks for the enterprise: nobody signs alone."""
    return case.is_open and can_work_on_case(actor, case) and _membership_in(actor, case) is None


can_keep_signed_plan = can_hand_plan


def can_take_file(actor: User, case: Case) -> bool:
    """The members: the file is theirs. Whoever works on it takes it for them."""
    return can_say_not_right(actor, case) or can_work_on_case(actor, case)


def can_do(actor: User, case: Case) -> dict[str, bool]:
    """All of it at once, for the page of the file: what one is in the organisation is asked of the database once."""
    held, works = _membership_in(actor, case), can_work_on_case(actor, case)
    speaks = _speaks(held)
    return {
        "object": held is not None,
        "answer": works,
        "sign_plan": case.is_open and speaks,
        "hand_plan": case.is_open and works and held is None,
        "sign": speaks,  # what other rooms lay before who speaks for it, also when the file is closed
        "take": held is not None or works,
    }


def _speaks(held: Membership | None) -> bool:
    return held is not None and (held.is_board or held.function in SPEAKS_FOR_IT)


def _membership_in(actor: User, case: Case) -> Membership | None:
    """What `actor` is in the organisation of the file today, if anything."""
    if not actor.is_authenticated or actor.person_id is None:
        return None
    standing = Membership.objects.standing().filter(organisation=case.organisation_id, person=actor.person_id)
    return standing.order_by("-is_board", "pk").first()
