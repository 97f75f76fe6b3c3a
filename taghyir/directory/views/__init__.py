"""The pages of the directory."""

from taghyir.directory.views.inside import (
    add_membership,
    count_members,
    end_membership,
    record_identifier,
    remove_identifier,
)
from taghyir.directory.views.labels import check_label, label_paper, record_label, remove_label
from taghyir.directory.views.organisations import (
    add_organisation,
    change_organisation,
    hide_organisation,
    organisation,
    organisations,
    publish_organisation,
)

__all__ = [
    "add_membership", "add_organisation", "change_organisation", "check_label", "count_members", "end_membership",
    "hide_organisation", "label_paper", "organisation", "organisations", "publish_organisation",
    "record_identifier", "record_label", "remove_identifier", "remove_label",
]  # fmt: skip
