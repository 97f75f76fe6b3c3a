"""The columns of the lists people take away. Who reported, and how to reach them, is in none."""

from django.utils.translation import gettext_lazy as _

from taghyir.core.text import listed
from taghyir.upkeep.queries import missing_of

REPORTS = [
    (_("Code"), lambda report: report.code),
    (_("Organisation"), lambda report: str(report.organisation)),
    (_("Territory"), lambda report: str(report.organisation.territory or "")),
    (_("What is wrong"), lambda report: report.get_kind_display()),
    (_("In their words"), lambda report: report.words),
    (_("Reported on"), lambda report: report.reported_at.date()),
    (_("State"), lambda report: report.get_state_display()),
    (_("Answer"), lambda report: report.answer),
    (_("Answered on"), lambda report: report.answered_at.date() if report.answered_at else None),
]
CLAIMS = [
    (_("Organisation"), lambda claim: str(claim.organisation)),
    (_("Person"), lambda claim: str(claim.person or _("By its mail box"))),
    (_("Claimed on"), lambda claim: claim.claimed_at.date()),
    (_("State"), lambda claim: claim.get_state_display()),
    (_("Reason"), lambda claim: claim.reason),
]
VISITS = [
    (_("Organisation"), lambda card: str(card)),
    (_("Territory"), lambda card: str(card.territory or "")),
    (_("Commune or delegation"), lambda card: str(card.place or "")),
    (_("Complete (%)"), lambda card: card.completeness),
    (_("What is missing"), lambda card: listed(missing_of(card))),
    (_("To be confirmed from"), lambda card: card.due_on),
    (_("Phone"), lambda card: card.phone),
]
