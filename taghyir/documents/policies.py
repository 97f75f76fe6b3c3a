"""Who sees the documents of a file, sends some, and withdraws them."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.directory.models import Membership
from taghyir.documents.models import Document, Version
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User


def visible_documents(actor: Any) -> QuerySet[Document]:
    """Field staff and the auditor see those of the files they see; members, those of their own file that are shown to them."""
    if not actor.is_authenticated:
        return Document.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Document.objects.all()
    works_there = Q(case__adviser=actor) | reach.q("case__territory") if reach else Q(case__adviser=actor)
    shown = Q(is_shared=True, withdrawn_at=None, case__in=visible_cases(actor).order_by().values("pk"))
    return Document.objects.filter(works_there | shown)


def visible_versions(actor: Any) -> QuerySet[Version]:
    """Those of the documents `actor` sees."""
    return Version.objects.filter(document__in=visible_documents(actor).order_by().values("pk"))


def can_add_document(actor: User, case: Case) -> bool:
    """Whoever works on the file, and its members: what they send is shown to them all."""
    return can_work_on_case(actor, case) or _is_member(actor, case)


def can_choose_readers(actor: User, case: Case) -> bool:
    """Whoever works on the file says which documents its members see."""
    return can_work_on_case(actor, case)


def can_add_version(actor: User, document: Document) -> bool:
    """Who may add a document to the file and sees this one."""
    return can_add_document(actor, document.case)


def can_change_document(actor: User, document: Document) -> bool:
    """Whoever works on the file."""
    return can_work_on_case(actor, document.case)


def can_withdraw_document(actor: User, document: Document) -> bool:
    """The adviser of the file, who stands in for them, and the coordinators of its territory: the content is erased for ever."""
    case = document.case
    return case.adviser_id in actor.stands_for or actor.reach(*COORDINATORS).covers(case.territory)


def _is_member(actor: User, case: Case) -> bool:
    if actor.person_id is None:
        return False
    return Membership.objects.standing().filter(organisation=case.organisation_id, person=actor.person_id).exists()
