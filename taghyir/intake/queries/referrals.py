"""Demands sent to other bodies, and what such a body may read."""

from typing import Any

from taghyir.accompaniment.models import Demand
from taghyir.consents.models import ConsentText
from taghyir.consents.queries import has_agreed
from taghyir.intake.models import Referral, ReferralQuerySet
from taghyir.intake.policies import visible_referrals
from taghyir.people.models import Person


def referrals_with_all(actor: Any) -> ReferralQuerySet:
    """Those `actor` may see with what a list shows of each, the latest first."""
    return visible_referrals(actor).select_related("demand__organisation", "demand__territory", "sent_by__person")


def referrals_of(demand: Demand) -> list[Referral]:
    """Where one demand was sent, the latest first."""
    return list(demand.referrals.select_related("sent_by__person"))


def contact_shown(referral: Referral) -> Person | None:
    """Whom the body may call: only while the person agrees. Taken back today, it is not shown today."""
    contact = referral.demand.contact
    if not referral.gives_contact or contact is None or referral.state == Referral.State.WITHDRAWN:
        return None
    return contact if has_agreed(contact, ConsentText.Purpose.REFERRAL) else None


def name_shown(referral: Referral) -> str:
    """The name of the enterprise where everybody may read it, or where its contact is given; else nothing."""
    organisation = referral.demand.organisation
    return str(organisation) if organisation.is_public or contact_shown(referral) else ""
