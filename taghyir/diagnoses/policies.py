"""Who sees a diagnosis, fills it, gives its result back, and signs it."""

from typing import Any

from django.db.models import QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.diagnoses.models import Diagnosis, DiagnosisQuerySet, Signature
from taghyir.directory.models import Membership
from taghyir.needs.policies import can_hear_need
from taghyir.people.models import User

SPEAKS_FOR_IT = ("president", "treasurer", "secretary", "manager")


def visible_diagnoses(actor: Any) -> DiagnosisQuerySet:
    """Those of the files `actor` sees: the enterprise reads its own."""
    return Diagnosis.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def visible_result_signatures(actor: Any) -> QuerySet[Signature]:
    """Those of the files `actor` sees."""
    return Signature.objects.filter(diagnosis__case__in=visible_cases(actor).order_by().values("pk"))


def can_begin_diagnosis(actor: User, case: Case) -> bool:
    """Who works on the file, while it is open."""
    return case.is_open and can_work_on_case(actor, case)


def can_save_step(actor: User, diagnosis: Diagnosis) -> bool:
    """Who works on the file: a diagnosis begun by one is resumed by another."""
    return can_work_on_case(actor, diagnosis.case)


can_finish_diagnosis = can_reopen_diagnosis = can_give_back_result = can_save_step


def can_hear_diagnosed_needs(actor: User, diagnosis: Diagnosis) -> bool:
    """Who works on the file and hears needs in its territory."""
    return can_work_on_case(actor, diagnosis.case) and can_hear_need(actor, diagnosis.case.territory)


def can_sign_for_enterprise(actor: User, diagnosis: Diagnosis) -> bool:
    """Whoever sits on the board, or bears a function that speaks for the enterprise, today."""
    if not actor.is_authenticated or actor.person_id is None:
        return False
    standing = Membership.objects.standing().filter(organisation=diagnosis.case.organisation_id, person=actor.person_id)
    return any(one.is_board or one.function in SPEAKS_FOR_IT for one in standing)


def can_sign_for_mechanism(actor: User, diagnosis: Diagnosis) -> bool:
    """Whoever works on the file and does not speak for the enterprise: they sign, or hand their screen to who does."""
    return can_work_on_case(actor, diagnosis.case) and not can_sign_for_enterprise(actor, diagnosis)


can_keep_signed_result = can_sign_for_mechanism


def can_sign_result(actor: User, diagnosis: Diagnosis) -> bool:
    """Both parties sign: who speaks for the enterprise, and who works on the file."""
    return can_sign_for_enterprise(actor, diagnosis) or can_work_on_case(actor, diagnosis.case)
