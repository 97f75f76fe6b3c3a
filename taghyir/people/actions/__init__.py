"""What is done to people, their accounts and their roles."""

from taghyir.people.actions.accounts import (
    accept_invitation,
    choose_language,
    disable_user,
    enable_user,
    invite_person,
    withdraw_invitation,
)
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
    "record_leave",
    "record_person",
    "withdraw_invitation",
]
