"""One entry of the directory becomes part of another, and is parted from it again."""

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.directory.policies import can_merge_organisation
from taghyir.people.models import User


@action("organisation.merged")
def mark_merged(*, actor: User, organisation: Organisation, into: Organisation) -> Organisation:
    """From now on the number of `organisation` leads to `into`. Refused when one of them was merged already."""
    require(can_merge_organisation(actor, organisation) and can_merge_organisation(actor, into))
    if organisation.merged_into_id or into.merged_into_id or organisation.pk == into.pk:
        raise Refused(_("One of the two was merged already. Look at the list again."), code="merged")
    organisation.merged_into = into
    vars(organisation)["journal_details"] = {"into": into.pk}
    return store(organisation)


@action("organisation.parted")
def mark_parted(*, actor: User, organisation: Organisation) -> Organisation:
    """It is an organisation of its own again. Refused when it was not merged."""
    require(can_merge_organisation(actor, organisation))
    if not organisation.merged_into_id:
        raise Refused(_("This organisation is one of its own already."), code="parted")
    vars(organisation)["journal_details"] = {"from": organisation.merged_into_id}
    organisation.merged_into = None
    return store(organisation)
