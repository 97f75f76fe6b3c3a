"""The register of members and of shares."""

from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.duties.models import Holder
from taghyir.duties.policies import can_add_holder, can_change_holder
from taghyir.duties.queries import line_read, next_number
from taghyir.people.models import User
from taghyir.tables.meanwhile import check_unchanged
from taghyir.tables.money import DECIMALS, Money


@action("holder.added")
def add_holder(*, actor: User, organisation: Organisation, **facts: Any) -> Holder:
    """Write a line in the register, under the next number. Refused when a day or an amount is wrong, in its decimals too."""
    require(can_add_holder(actor, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two people, one number
    return _kept(Holder(organisation=organisation, number=next_number(organisation), **facts))


@action("holder.changed")
def change_holder(*, actor: User, holder: Holder, read: str = "", **facts: Any) -> Holder:
    """Correct a line, add shares, or write that the member left. The number stays.

    Refused as `add_holder`, and when somebody changed the line since it was `read`.
    """
    require(can_change_holder(actor, holder))
    held = Holder.objects.select_for_update().get(pk=holder.pk)
    check_unchanged(read, *line_read(held))
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    for name, value in facts.items():
        setattr(held, name, value)
    vars(held)["journal_details"] = {"changed": changed}
    return _kept(held)


def _kept(holder: Holder) -> Holder:
    money = Money(holder.amount, holder.currency) if holder.currency in DECIMALS else None
    if money and money.amount != holder.amount:
        sentence = _("%(currency)s has %(n)s decimals.") % {"currency": money.currency, "n": DECIMALS[money.currency]}
        raise Refused(sentence, code="decimals", field="amount")
    return store(holder)
