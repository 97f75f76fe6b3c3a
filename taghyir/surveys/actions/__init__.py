"""What can be done: publish and retire forms, receive answers and their files."""

from taghyir.core.actions import Refused
from taghyir.surveys.actions.publishing import Unchanged, add_form_files, follow_form, publish_form, retire_form
from taghyir.surveys.actions.receiving import AlreadyReceived, FormChanged, complete_submission, receive_submission
from taghyir.surveys.sent import (
    form_to_replace,
    keep_sheet_sent,
    keep_shown_file,
    list_sent_with,
    read_sheet_sent,
    title_of,
)
from taghyir.surveys.sheets import SheetRefused

__all__ = [
    "AlreadyReceived",
    "FormChanged",
    "Refused",
    "SheetRefused",
    "Unchanged",
    "add_form_files",
    "complete_submission",
    "follow_form",
    "form_to_replace",
    "keep_sheet_sent",
    "keep_shown_file",
    "list_sent_with",
    "publish_form",
    "read_sheet_sent",
    "receive_submission",
    "retire_form",
    "title_of",
]
