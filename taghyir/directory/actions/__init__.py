"""What can be done in the directory."""

from taghyir.directory.actions.identifiers import record_identifier, remove_identifier
from taghyir.directory.actions.keeping import (
    choose_shown,
    confirm_organisation,
    describe_organisation,
    end_keeper,
    fade_organisation,
    name_keeper,
    set_rhythm,
)
from taghyir.directory.actions.labels import (
    check_label,
    count_labels,
    load_label_kinds,
    record_label,
    remove_label,
    warn_of_label,
)
from taghyir.directory.actions.legal_forms import load_legal_forms
from taghyir.directory.actions.memberships import add_membership, count_members, end_membership
from taghyir.directory.actions.merging import mark_merged, mark_parted
from taghyir.directory.actions.organisations import (
    add_organisation,
    add_organisations,
    change_organisation,
    hide_organisation,
    publish_organisation,
)

__all__ = [
    "add_membership", "add_organisation", "add_organisations", "change_organisation", "check_label", "choose_shown",
    "confirm_organisation", "count_labels", "count_members", "describe_organisation", "end_keeper",
    "end_membership", "fade_organisation", "hide_organisation", "load_label_kinds", "load_legal_forms",
    "mark_merged", "mark_parted", "name_keeper", "publish_organisation", "record_identifier", "record_label",
    "remove_identifier", "remove_label", "set_rhythm", "warn_of_label",
]  # fmt: skip
