"""People, their accounts and their roles."""

from taghyir.people.models.accounts import (
    COORDINATORS,
    FIELD_STAFF,
    Leave,
    Reach,
    Role,
    RoleQuerySet,
    User,
    UserManager,
)
from taghyir.people.models.invitations import Invitation
from taghyir.people.models.persons import Person, PersonQuerySet, Sex

__all__ = [
    "COORDINATORS",
    "FIELD_STAFF",
    "Invitation",
    "Leave",
    "Person",
    "PersonQuerySet",
    "Reach",
    "Role",
    "RoleQuerySet",
    "Sex",
    "User",
    "UserManager",
]
