"""What pages ask about conventions, and how a text with named places is filled."""

from taghyir.conventions.queries.conventions import (
    convention_beside,
    convention_of,
    conventions_with_all,
    digest_of,
    sides_missing,
    speakers_of,
)
from taghyir.conventions.queries.texts import (
    NAMED,
    Source,
    blocks_of,
    example_of,
    filled,
    mistakes_in,
    names_of,
    shipped_text,
    source_for,
    sources,
    versions_of,
)

__all__ = [
    "NAMED",
    "Source",
    "blocks_of",
    "convention_beside",
    "convention_of",
    "conventions_with_all",
    "digest_of",
    "example_of",
    "filled",
    "mistakes_in",
    "names_of",
    "shipped_text",
    "sides_missing",
    "source_for",
    "sources",
    "speakers_of",
    "versions_of",
]
