"""The pages of the directory."""

from taghyir.directory.views.inside import (
    add_membership,
    count_members,
    end_membership,
    record_identifier,
    remove_identifier,
)
from taghyir.directory.views.organisations import (
    add_organisation,
    change_organisation,
    hide_organisation,
    organisation,
    organisations,
    publish_organisation,
)

__all__ = [
    "add_membership",
    "add_organisation",
    "change_organisation",
    "count_members",
    "end_membership",
    "hide_organisation",
    "organisation",
    "organisations",
    "publish_organisation",
    "record_identifier",
    "remove_identifier",
]
