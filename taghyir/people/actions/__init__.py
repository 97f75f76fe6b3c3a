"""What is done to people, their accounts, their roles and what they agreed to."""

from taghyir.people.actions.accounts import (
    accept_invitation,
    choose_language,
    disable_user,
    enable_user,
    invite_person,
    withdraw_invitation,
)
from taghyir.people.actions.consents import load_consent_texts, record_consent, withdraw_consent
from taghyir.people.actions.persons import change_person, record_person
from taghyir.people.actions.roles import end_leave, end_role, give_role, record_leave

__all__ = [
    "accept_invitation",
    "change_person",
    "choose_language",
    "disable_user",
    "enable_user",
    "end_leave",
    "end_role",
    "give_role",
    "invite_person",
    "load_consent_texts",
    "record_consent",
    "record_leave",
    "record_person",
    "withdraw_consent",
    "withdraw_invitation",
]
