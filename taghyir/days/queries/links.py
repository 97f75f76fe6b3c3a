"""The links of the mails: signed, good for one thing, for one person and for a while; they open a page and change nothing."""

import datetime as dt

from django.core import signing
from django.urls import reverse
from django.utils import translation

from taghyir.days.models import Alert, Proposal
from taghyir.people.models import User

LINK_DAYS = 14
_FOR = dt.timedelta(days=LINK_DAYS)


def token_of_alert(alert: Alert) -> str:
    return signing.dumps(alert.pk, salt="days.alert")


def alert_of(token: str) -> Alert | None:
    """What a link answers; None when it is too old, none of ours, or its owner may not sign in."""
    try:
        pk = int(signing.loads(token, salt="days.alert", max_age=_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Alert.objects.select_related("user__person", "case__organisation", "case__territory")
    return rows.filter(pk=pk, user__is_active=True).first()


def token_of_proposal(proposal: Proposal, user: User) -> str:
    return signing.dumps([proposal.pk, user.pk], salt="days.proposal")


def proposal_of(token: str) -> tuple[Proposal, User] | None:
    """What a link decides, and who holds it; None when it is too old, none of ours, or its owner may not sign in."""
    try:
        pk, owner = signing.loads(token, salt="days.proposal", max_age=_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Proposal.objects.select_related(
        "case__organisation", "case__territory", "proposed_by__person", "asked__person"
    )
    proposal = rows.filter(pk=pk).first()
    user = User.objects.select_related("person").filter(pk=owner, is_active=True).first()
    return (proposal, user) if proposal and user else None


def address_of_alert(alert: Alert, language: str) -> str:
    with translation.override(language):
        return reverse("days:answer_alert", args=[token_of_alert(alert)])


def address_of_proposal(proposal: Proposal, user: User) -> str:
    with translation.override(user.language):
        return reverse("days:answer_by_mail", args=[token_of_proposal(proposal, user)])
