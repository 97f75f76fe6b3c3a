"""The columns of the lists people take away."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.duties.models import Holder
from taghyir.duties.wording import STATES


def _label(name):
    return Holder._meta.get_field(name).verbose_name


DUTIES = [
    (_("Organisation"), lambda duty: str(duty.organisation)),
    (_("Territory"), lambda duty: str(duty.organisation.territory or "")),
    (_("Legal form"), lambda duty: str(duty.organisation.legal_form)),
    (_("What the law asks"), lambda duty: str(duty.fact)),
    (_("Period"), lambda duty: "" if duty.period == "once" else duty.period),
    (_("To be done by"), lambda duty: duty.falls_on),
    (_("State"), lambda duty: str(STATES[duty.state])),
    (_("Settled or put off on"), lambda duty: duty.outcome.on if duty.outcome else None),
    (_("Proof or reason"), lambda duty: duty.outcome.words if duty.outcome else ""),
    (_("Law and article"), lambda duty: duty.fact.legal_basis),
    (_("Verified on"), lambda duty: duty.fact.verified_on),
]
HOLDERS = [
    (pgettext_lazy("register", "No."), lambda holder: holder.number),
    (_label("name"), lambda holder: holder.name),
    (_label("entered_on"), lambda holder: holder.entered_on),
    (_label("left_on"), lambda holder: holder.left_on),
    (_label("shares"), lambda holder: holder.shares),
    (_label("amount"), lambda holder: holder.amount),
    (_label("currency"), lambda holder: holder.currency),
]
