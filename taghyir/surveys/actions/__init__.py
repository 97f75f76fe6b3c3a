"""What can be done: publish and retire forms, receive answers and their files."""

from taghyir.core.actions import Refused
from taghyir.surveys.actions.publishing import Unchanged, add_form_files, follow_form, publish_form, retire_form
from taghyir.surveys.actions.receiving import AlreadyReceived, FormChanged, complete_submission, receive_submission

__all__ = [
    "AlreadyReceived",
    "FormChanged",
    "Refused",
    "Unchanged",
    "add_form_files",
    "complete_submission",
    "follow_form",
    "publish_form",
    "receive_submission",
    "retire_form",
]
