"""What pages, reports and other rooms ask of the directory."""

from taghyir.directory.queries.organisations import (
    Line,
    accounts_of,
    as_shown_to,
    cards_of,
    directory_changed_at,
    has_consent_of_representative,
    legal_forms_of,
    lines_of,
    members_of,
    organisation_counts,
    organisations_alike,
    organisations_by_territory,
    organisations_matching,
    organisations_of,
    published_because_of,
    same_number_elsewhere,
    successor_of,
)
from taghyir.directory.queries.search import Asked, narrowed

__all__ = [
    "Asked",
    "Line",
    "accounts_of",
    "as_shown_to",
    "cards_of",
    "directory_changed_at",
    "has_consent_of_representative",
    "legal_forms_of",
    "lines_of",
    "members_of",
    "narrowed",
    "organisation_counts",
    "organisations_alike",
    "organisations_by_territory",
    "organisations_matching",
    "organisations_of",
    "published_because_of",
    "same_number_elsewhere",
    "successor_of",
]
