"""Pages of the conventions. A view finds, asks, acts and answers; it decides nothing."""

from taghyir.conventions.views.reading import (
    convention,
    convention_paper,
    conventions,
    finger,
    signed_paper,
)
from taghyir.conventions.views.signing import (
    change_draft,
    draft_convention,
    end_convention,
    keep_signed_paper,
    lock_convention,
    sign_convention,
)
from taghyir.conventions.views.texts import convention_texts, write_convention_text

__all__ = [
    "change_draft",
    "convention",
    "convention_paper",
    "convention_texts",
    "conventions",
    "draft_convention",
    "end_convention",
    "finger",
    "keep_signed_paper",
    "lock_convention",
    "sign_convention",
    "signed_paper",
    "write_convention_text",
]
