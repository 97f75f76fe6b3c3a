"""What can be done: publish and retire forms, receive answers and their files, give phones a password."""

from taghyir.core.actions import Refused
from taghyir.surveys.actions.devices import make_device_password, revoke_device_password
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
    "make_device_password",
    "publish_form",
    "receive_submission",
    "retire_form",
    "revoke_device_password",
]
