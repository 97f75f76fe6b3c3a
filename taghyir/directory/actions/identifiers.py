"""Numbers given by administrations: recorded in their canonical form, removed when they were a mistake."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.directory.identifiers import checked
from taghyir.directory.models import Identifier, Organisation
from taghyir.directory.policies import can_record_identifier, can_remove_identifier
from taghyir.directory.queries import same_number_elsewhere
from taghyir.people.models import User


@action("identifier.recorded")
def record_identifier(
    *, actor: User, organisation: Organisation, type: str, value: str, authority: str = ""
) -> Identifier:
    """A number of the organisation. Refused when its form or its key is wrong; what only looks wrong is kept with a warning.

    The same number at another organisation is a warning: administrations make mistakes too.
    """
    require(can_record_identifier(actor, organisation))
    number = checked(type, organisation.country, value, authority)
    other = same_number_elsewhere(organisation, type, number.value).first()
    warning = number.warning
    if other:
        with override(actor.language):
            warning = _("The same number is recorded at %(name)s.") % {"name": other.organisation}
    return store(
        Identifier(
            organisation=organisation,
            type=type,
            country=organisation.country,
            value=number.value,
            as_typed=value.strip()[:60],
            authority=authority.strip(),
            warning=str(warning)[:200],
        )
    )


@action("identifier.removed")
def remove_identifier(*, actor: User, identifier: Identifier) -> Organisation:
    """The number was a mistake: it leaves the file, the journal keeps it."""
    require(can_remove_identifier(actor, identifier.organisation))
    organisation = identifier.organisation
    vars(organisation)["journal_details"] = {"type": identifier.type, "value": identifier.value}
    identifier.delete()
    return organisation
