"""Pages of the people."""

from taghyir.people.views.accounts import (
    accept_invitation,
    choose_language,
    disable_user,
    enable_user,
    invitations,
    invite_person,
    my_account,
    second_factor,
    withdraw_invitation,
)
from taghyir.people.views.persons import change_person, people, person, record_person
from taghyir.people.views.roles import end_leave, end_role, give_role, record_leave

__all__ = [
    "accept_invitation",
    "change_person",
    "choose_language",
    "disable_user",
    "enable_user",
    "end_leave",
    "end_role",
    "give_role",
    "invitations",
    "invite_person",
    "my_account",
    "people",
    "person",
    "record_leave",
    "record_person",
    "second_factor",
    "withdraw_invitation",
]
