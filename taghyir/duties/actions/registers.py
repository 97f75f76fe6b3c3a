"""The register of members and of shares."""

from typing import Any

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.duties.models import Holder
from taghyir.duties.policies import can_add_holder, can_change_holder
from taghyir.duties.queries import next_number
from taghyir.people.models import User


@action("holder.added")
def add_holder(*, actor: User, organisation: Organisation, **facts: Any) -> Holder:
    """Write a line in the register, under the next number. Refused when a day or an amount is wrong."""
    require(can_add_holder(actor, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two people, one number
    return store(Holder(organisation=organisation, number=next_number(organisation), **facts))


@action("holder.changed")
def change_holder(*, actor: User, holder: Holder, **facts: Any) -> Holder:
    """Correct a line, add shares, or write that the member left. The number stays."""
    require(can_change_holder(actor, holder))
    held = Holder.objects.select_for_update().get(pk=holder.pk)
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    for name, value in facts.items():
        setattr(held, name, value)
    vars(held)["journal_details"] = {"changed": changed}
    return store(held)
