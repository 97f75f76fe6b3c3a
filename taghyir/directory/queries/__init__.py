"""What pages, reports and other rooms ask of the directory."""

from taghyir.directory.identifiers import checked  # a number of an administration
from taghyir.directory.queries.choices import DirectoryFilters
from taghyir.directory.queries.found import Counts, Found, Line, lines_found, lines_where, page_found
from taghyir.directory.queries.labels import (
    codes_standing,
    label_kinds_of,
    labels_ending,
    labels_shown_to,
    organisations_whose_label_ended,
)
from taghyir.directory.queries.organisations import (
    accounts_of,
    as_shown_to,
    card_of,
    cards_of,
    directory_changed_at,
    has_consent_of_representative,
    legal_forms_of,
    members_of,
    organisation_counts,
    organisations_alike,
    organisations_by_territory,
    organisations_matching,
    organisations_of,
    published_without_consent,
    same_number_elsewhere,
    successor_of,
    values_read,
)
from taghyir.directory.queries.search import Asked, narrowed, near_of

__all__ = [
    "Asked", "Counts", "DirectoryFilters", "Found", "Line", "accounts_of", "as_shown_to", "card_of", "cards_of",
    "checked", "codes_standing", "directory_changed_at", "has_consent_of_representative", "label_kinds_of",
    "labels_ending", "labels_shown_to", "legal_forms_of", "lines_found", "lines_where", "members_of", "narrowed",
    "near_of", "organisation_counts", "organisations_alike", "organisations_by_territory", "organisations_matching",
    "organisations_of", "organisations_whose_label_ended", "page_found", "published_without_consent",
    "same_number_elsewhere", "successor_of", "values_read",
]  # fmt: skip
