"""Who reads conventions, writes them, signs them, and edits the texts they are written from."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.conventions.models import Convention, ConventionSignature, ConventionText
from taghyir.directory.models import Membership
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory

# on the board, or with a function that speaks for the organisation
SPEAKING = Q(is_board=True) | Q(function__in=("president", "treasurer", "secretary", "manager"))


def visible_conventions(actor: Any) -> QuerySet[Convention]:
    """Whoever sees the file; its members too."""
    return Convention.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))


def visible_convention_signatures(actor: Any) -> QuerySet[ConventionSignature]:
    """Those of the conventions `actor` sees."""
    return ConventionSignature.objects.filter(convention__in=visible_conventions(actor).order_by().values("pk"))


def visible_convention_texts(actor: User) -> QuerySet[ConventionText]:
    """Those of one's territories and of the programme."""
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if not reach:
        return ConventionText.objects.none()
    return ConventionText.objects.filter(Q() if reach.everywhere else reach.q() | Q(territory=None))


def can_read_conventions(actor: User) -> bool:
    """Whoever works on files somewhere, and the auditor: members have theirs on their file."""
    return actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def can_write_convention_text(actor: User, territory: Territory | None) -> bool:
    """Who coordinates the territory; for the whole programme, who coordinates all of it."""
    return actor.reach(*COORDINATORS).covers(territory)


def can_draft_convention(actor: User, case: Case) -> bool:
    """Whoever works on the file, while it is open."""
    return case.is_open and can_work_on_case(actor, case)


def can_change_draft(actor: User, convention: Convention) -> bool:
    """Whoever works on the file."""
    return can_work_on_case(actor, convention.case)


can_lock_convention = can_keep_signed_paper = can_change_draft


def can_end_convention(actor: User, convention: Convention) -> bool:
    """Its adviser, who stands in for them, and who coordinates; the robot when the file is closed."""
    case = convention.case
    return actor.is_robot or case.adviser_id in actor.stands_for or actor.reach(*COORDINATORS).covers(case.territory)


def can_sign_for_mechanism(actor: User, convention: Convention) -> bool:
    """Whoever works on the file, and does not belong to the enterprise: nobody signs with themselves."""
    return can_work_on_case(actor, convention.case) and not _held_by(actor, convention).exists()


def can_sign_for_enterprise(actor: User, convention: Convention) -> bool:
    """Whoever speaks for it, with their account; on the screen of who works on the file, without one."""
    speaks = _held_by(actor, convention).filter(SPEAKING).exists()
    return speaks or can_sign_for_mechanism(actor, convention)


def can_sign_convention(actor: User, convention: Convention, side: str) -> bool:
    """The one side or the other."""
    asked = can_sign_for_enterprise if side == "enterprise" else can_sign_for_mechanism
    return asked(actor, convention)


def _held_by(actor: User, convention: Convention) -> QuerySet[Membership]:
    standing = Membership.objects.standing().filter(organisation=convention.case.organisation_id)
    return standing.filter(person=actor.person_id) if actor.person_id else standing.none()
