"""Who keeps the directory true."""

from typing import Any

from django.db.models import QuerySet

from taghyir.directory.models import Organisation
from taghyir.directory.policies import can_change_organisation, can_confirm_organisation, can_name_keeper, visible_files
from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.upkeep.models import Claim, Report


def visible_reports(actor: Any) -> QuerySet[Report]:
    """What was said of the cards one follows; an auditor reads all. Their authors read their own by its code."""
    if not can_read_reports(actor):
        return Report.objects.none()
    return Report.objects.filter(organisation__in=visible_files(actor).values("pk"))


def can_read_reports(actor: Any) -> bool:
    """Field staff and auditors."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR))


def can_report_error(actor: Any, organisation: Organisation) -> bool:
    """Everybody who may see the card."""
    return True


def can_answer_report(actor: Any, report: Report) -> bool:
    """Field staff where the organisation is."""
    return can_change_organisation(actor, report.organisation)


def can_erase_contacts(actor: User) -> bool:
    """The robot."""
    return bool(actor.is_robot)


can_ask_to_confirm = can_erase_contacts
can_follow_claims = can_erase_contacts


def visible_claims(actor: Any) -> QuerySet[Claim]:
    """Claims of cards one may give; one's own."""
    if not actor.is_authenticated:
        return Claim.objects.none()
    own = Claim.objects.filter(person=actor.person_id or -1)
    if not can_read_reports(actor):
        return own
    return own | Claim.objects.filter(organisation__in=visible_files(actor).values("pk"))


def can_claim_card(actor: Any, organisation: Organisation) -> bool:
    """Whoever is signed in, and does not keep it already."""
    return actor.is_authenticated and bool(actor.person_id) and not can_confirm_organisation(actor, organisation)


def can_ask_by_mail(actor: Any, organisation: Organisation) -> bool:
    """Whoever sees the card and is not signed in: who is, claims it by name."""
    return actor is None or not actor.is_authenticated


def can_prove_claim(actor: Any, claim: Claim) -> bool:
    """Who made it."""
    return actor.is_authenticated and claim.person_id is not None and claim.person_id == actor.person_id


def can_decide_claim(actor: Any, claim: Claim) -> bool:
    """Coordinators and focal points where the organisation is."""
    return can_name_keeper(actor, claim.organisation)


def can_see_visits(actor: Any) -> bool:
    """Field staff and auditors: the cards to go and see."""
    return can_read_reports(actor)
