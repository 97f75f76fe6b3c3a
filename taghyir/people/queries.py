"""What others may ask about people: who advises here, who coordinates, who is found by half a name."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from taghyir.design.templatetags.taghyir import initials
from taghyir.people.alike import ForRoles as ForRoles
from taghyir.people.models import (
    COORDINATORS,
    Invitation,
    Leave,
    Person,
    PersonQuerySet,
    Role,
    User,
)
from taghyir.people.policies import (
    can_change_person,
    can_disable_user,
    can_end_role,
    can_give_roles,
    can_record_leave,
    visible_people,
)
from taghyir.places.models import Territory
from taghyir.tables.search import found_by
from taghyir.tables.statements import Statement


def users_with_role(
    *kinds: str, territory: Territory | None = None, country: str = "", day: dt.date | None = None
) -> QuerySet[User]:
    """Accounts that hold one of these roles today, and who stands in for them; in `territory` or its country, or a `country`."""
    today = day or timezone.localdate()
    held = Role.objects.on(today).filter(kind__in=kinds)
    if territory:
        held = held.filter(Q(territory=territory) | Q(country=territory.country))
    if country:
        held = held.filter(country=country)
    holders = held.values("user")
    substitutes = Leave.objects.filter(
        user__in=holders, user__is_active=True, starts_on__lte=today, ends_on__gte=today
    ).values("substitute")
    return (
        User.objects.filter(Q(pk__in=holders) | Q(pk__in=substitutes), is_active=True)
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def advisers_of(territory: Territory) -> QuerySet[User]:
    """The advisers of `territory` today, and who stands in for them."""
    return users_with_role(Role.Kind.ADVISER, territory=territory)


def coordinators_of(territory: Territory) -> QuerySet[User]:
    """The coordinators of `territory` or of its country; where there is none, those of the whole programme."""
    near = users_with_role(*COORDINATORS, territory=territory)
    return near if near.exists() else users_with_role(Role.Kind.PROGRAMME_COORDINATOR)


def people_matching(actor: User, text: str) -> PersonQuerySet:
    """People whom `actor` may see, found by half a name in either script, a phone or an e-mail."""
    return visible_people(actor).found_by(text).select_related("place", "territory")


def current_user_initials(user: User) -> str:
    """Two letters for the avatar of an account, in the script of the page."""
    return initials(str(user))


def with_roles(people: PersonQuerySet) -> PersonQuerySet:
    """People with their place, their territory, and the roles their account holds today, in three statements."""
    held = Role.objects.on(timezone.localdate()).select_related("territory").order_by("kind", "pk")
    return people.select_related("place", "territory", "user").prefetch_related(
        Prefetch("user__roles", queryset=held, to_attr="held_today")
    )


def page_of_person(actor: User, person: Person) -> dict[str, Any]:
    """What the page of somebody shows, and what `actor` may do there."""
    account = getattr(person, "user", None)
    return {
        "person": person,
        "account": account,
        "roles": [(role, can_end_role(actor, role)) for role in person.roles_held] if account else [],
        "leaves": _leaves_of(account) if account else [],
        "may_change": can_change_person(actor, person),
        "may_give_roles": can_give_roles(actor),
        "may_disable": account is not None and can_disable_user(actor, account),
        "may_record_leave": account is not None and can_record_leave(actor, account),
        "is_own": actor.person_id == person.pk,
    }


def _leaves_of(user: User) -> list[Leave]:
    """Leaves of today and to come."""
    coming = Leave.objects.filter(user=user, ends_on__gte=timezone.localdate())
    return list(coming.select_related("substitute__person").order_by("starts_on"))


def look_alikes(
    actor: User,
    *,
    phone: str = "",
    given_name: str = "",
    family_name: str = "",
    given_name_ar: str = "",
    family_name_ar: str = "",
    **_others: Any,
) -> list[Person]:
    """Up to five people whom `actor` may see and who could be the one about to be recorded: same phone, or same sound."""
    digits = "".join(sign for sign in phone if sign.isdecimal()).lstrip("0")
    same = Q(phone__endswith=digits[-8:]) if len(digits) >= 8 else Q(pk__in=[])
    for name in (f"{given_name} {family_name}", f"{given_name_ar} {family_name_ar}"):
        if len(name.split()) > 1:
            same |= found_by(name)
    return list(visible_people(actor).filter(same).select_related("place")[:5])


def user_with_person(pk: int) -> User | None:
    """An account with its person and whether it has a second factor, in one statement."""
    return ACCOUNT.first(pk=pk)


def _account(pk: int) -> QuerySet[User]:
    second_factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    accounts = User.objects.select_related("person__territory")
    return accounts.annotate(has_second_factor=Exists(second_factor)).order_by().filter(pk=pk)


ACCOUNT: Statement[User] = Statement(_account)


def leave_of(user: User) -> Leave | None:
    """The leave on which somebody is today, with who stands in; None when they are here."""
    today = timezone.localdate()
    running = Leave.objects.filter(user=user, starts_on__lte=today, ends_on__gte=today)
    return running.select_related("substitute__person").order_by("-ends_on").first()


def with_substitutes(user: User) -> list[User]:
    """`user`, and who stands in for them today: those who may sign in. What concerns their files is told to all of them."""
    today = timezone.localdate()
    away = Leave.objects.filter(user=user, starts_on__lte=today, ends_on__gte=today)
    told = User.objects.filter(Q(pk=user.pk) | Q(pk__in=away.values("substitute")), is_active=True)
    return list(told.select_related("person").order_by("pk"))


def leaves_to_list(actor: User) -> QuerySet[Leave]:
    """Who is away or will be, and was, among those whom `actor` sees: the last to begin first."""
    seen = Leave.objects.filter(user__person__in=visible_people(actor).values("pk"))
    return seen.select_related("user__person", "substitute__person").order_by("-starts_on", "-pk")


def invitation_of(secret: str) -> Invitation | None:
    """The open invitation whose link holds `secret`."""
    found = Invitation.objects.filter(digest=Invitation.digest_of(secret)).select_related("person", "territory").first()
    return found if found and found.is_open else None
