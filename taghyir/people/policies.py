"""Who may see and change people, their accounts, their roles and what they agreed to."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.people.models import (
    COORDINATORS,
    FIELD_STAFF,
    Invitation,
    Leave,
    Person,
    PersonQuerySet,
    Role,
    User,
)
from taghyir.places.models import Territory

# what a partner coordinator gives in their territory; the rest is given by the programme
GIVEN_BY_PARTNERS = (
    Role.Kind.ADVISER,
    Role.Kind.FOCAL_POINT,
    Role.Kind.COMMUNICATOR,
    Role.Kind.TRAINER,
    Role.Kind.RESEARCHER,
    Role.Kind.AUTHORITY_OFFICER,
    Role.Kind.MEMBER,
)


def visible_people(actor: Any) -> PersonQuerySet:
    """Field staff see the people of their territories and who holds a role there; an auditor sees all; others, themselves."""
    if not actor.is_authenticated:
        return Person.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if reach.everywhere or actor.is_robot:
        return Person.objects.all()
    own = Q(pk=actor.person_id)
    if not reach:
        return Person.objects.filter(own)
    active_there = Role.objects.filter(reach.q()).values("user__person")
    return Person.objects.filter(own | reach.q() | Q(pk__in=active_there))


def visible_invitations(actor: Any) -> QuerySet[Invitation]:
    """Coordinators see the invitations of their territories, an auditor all."""
    reach = actor.reach(*COORDINATORS, Role.Kind.AUDITOR)
    if not reach:
        return Invitation.objects.none()
    if reach.everywhere:
        return Invitation.objects.all()
    of_country = Q(country__in=reach.countries) if reach.countries else Q(pk__in=[])
    return Invitation.objects.filter(reach.q() | of_country | Q(invited_by=actor))


def can_record_person(actor: User, territory: Territory | None) -> bool:
    """Field staff, in their territories. A person without territory is recorded by who works everywhere."""
    return actor.is_robot or actor.reach(*FIELD_STAFF).covers(territory)


def can_change_person(actor: User, person: Person) -> bool:
    """Field staff of the person's territory, and the person."""
    return can_record_person(actor, person.territory) or _is_own(actor, person)


def can_give_role(actor: User, kind: str, territory: Territory | None, country: str = "") -> bool:
    """The programme gives every role; a partner coordinator, those of the field in their own territories."""
    if actor.is_robot or actor.reach(Role.Kind.PROGRAMME_COORDINATOR).everywhere:
        return True
    reach = actor.reach(*COORDINATORS)
    there = reach.covers(territory) if territory else country in reach.countries
    return there and (kind in GIVEN_BY_PARTNERS or _is_programme_there(actor, kind, territory, country))


def _is_programme_there(actor: User, kind: str, territory: Territory | None, country: str) -> bool:
    """A programme coordinator of one country gives there every role but their own and the auditor's."""
    reach = actor.reach(Role.Kind.PROGRAMME_COORDINATOR)
    there = reach.covers(territory) if territory else country in reach.countries
    return there and kind == Role.Kind.PARTNER_COORDINATOR


def can_give_roles(actor: User) -> bool:
    """Whether there is any role `actor` may give: for the buttons of a page."""
    return actor.has_role(*COORDINATORS)


def can_end_role(actor: User, role: Role) -> bool:
    """Who may give a role may end it."""
    return can_give_role(actor, role.kind, role.territory, role.country)


can_invite_person = can_give_role


def can_withdraw_invitation(actor: User, invitation: Invitation) -> bool:
    """Who may give the role that is offered may withdraw the offer."""
    return can_give_role(actor, invitation.kind, invitation.territory, invitation.country)


def can_accept_invitation(actor: User | None, invitation: Invitation) -> bool:
    """Whoever holds the link, as long as it stands: not used, not withdrawn, not expired."""
    return invitation.is_open


def can_disable_user(actor: User, user: User) -> bool:
    """Who could give every role that the account holds. Nobody disables themselves, nor the robot."""
    return actor != user and not user.is_robot and _oversees(actor, user)


def can_enable_user(actor: User, user: User) -> bool:
    """The programme, and the partner coordinators of the person's territory."""
    return can_disable_user(actor, user)


def can_record_leave(actor: User, user: User) -> bool:
    """A coordinator for the people they oversee; who works in the field, for themselves."""
    return can_oversee(actor, user) or (actor == user and actor.has_role(*FIELD_STAFF))


def can_oversee(actor: User, user: User) -> bool:
    """Who could give all the roles of the account."""
    return _oversees(actor, user)


def can_end_leave(actor: User, leave: Leave) -> bool:
    """Who may record it, and the person who is back."""
    return actor == leave.user or can_record_leave(actor, leave.user)


def can_choose_language(actor: User) -> bool:
    """Everybody, for themselves."""
    return not actor.is_robot


def _is_own(actor: User, person: Person) -> bool:
    return actor.person_id is not None and actor.person_id == person.pk


def _oversees(actor: User, user: User) -> bool:
    """Whether `actor` could give all the roles of `user`; an account without role belongs to its person's territory."""
    if actor.is_robot or actor.reach(Role.Kind.PROGRAMME_COORDINATOR).everywhere:
        return True
    held = Role.objects.filter(user=user).select_related("territory")
    roles = [role for role in held if not role.is_over]
    if roles:
        return all(can_end_role(actor, role) for role in roles)
    return user.person is not None and actor.reach(*COORDINATORS).covers(user.person.territory)
