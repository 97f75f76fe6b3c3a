"""How an account is opened, by invitation only, and how it is closed."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import Invitation, Leave, Person, Role, User
from taghyir.people.policies import (
    can_accept_invitation,
    can_choose_language,
    can_disable_user,
    can_enable_user,
    can_invite_person,
    can_withdraw_invitation,
)
from taghyir.places.models import Territory
from taghyir.tables.search import search_text

INVITATION_LASTS = dt.timedelta(days=14)


@action("person.invited")
def invite_person(
    *,
    actor: User,
    email: str,
    kind: str,
    territory: Territory | None = None,
    country: str = "",
    language: str = "fr",
    person: Person | None = None,
) -> Invitation:
    """Offer an account with a role to an address, or to a person already recorded. The link is good once, for 14 days.

    Refused when the address has an account, the person has one, or an invitation is still open.
    """
    require(can_invite_person(actor, kind, territory, country))
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists() or User.objects.filter(person=person or -1).exists():
        raise Refused(_("This person already has an account: give them the role."), code="account", field="email")
    if any(one.is_open for one in Invitation.objects.filter(email=email)):
        raise Refused(_("This address is already invited. Withdraw that invitation first."), code="open", field="email")
    invitation = Invitation(email=email, person=person, kind=kind, territory=territory, country=country)
    invitation.language, invitation.invited_by = language, actor
    invitation.expires_at = timezone.now() + INVITATION_LASTS
    invitation.digest = Invitation.digest_of(invitation.secret)
    return store(invitation)


@action("invitation.withdrawn")
def withdraw_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """The link no longer opens anything. Refused when it has been used."""
    require(can_withdraw_invitation(actor, invitation))
    if invitation.accepted_at:
        raise Refused(_("This invitation has been accepted: close the account instead."), code="accepted")
    invitation.withdrawn_at = invitation.withdrawn_at or timezone.now()
    return store(invitation)


@action("invitation.accepted")
def accept_invitation(*, actor: User | None, invitation: Invitation, password: str, **names: str) -> Invitation:
    """Open the account that was offered, with its role. Whoever holds the link may; it is used once.

    Refused when the password is weak, or without a name when the person is not recorded yet.
    """
    require(can_accept_invitation(actor, Invitation.objects.select_for_update().get(pk=invitation.pk)))
    user = User(email=invitation.email, language=invitation.language)
    _set_password(user, password)
    user.person = invitation.person or _person_of(invitation, names)
    store(user)
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )  # the link came by this address
    store(Role(user=user, kind=invitation.kind, territory=invitation.territory, country=invitation.country))
    invitation.accepted_at = timezone.now()
    store(invitation)
    vars(invitation)["journal_details"] = {"user": user.pk}
    return invitation


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="password", field="password") from error
    user.set_password(password)


def _person_of(invitation: Invitation, names: dict[str, str]) -> Person:
    person = Person(email=invitation.email, territory=invitation.territory, **names)
    latin, arabic = f"{person.given_name} {person.family_name}", f"{person.given_name_ar} {person.family_name_ar}"
    person.folded = search_text(latin, arabic)
    return store(person)


@action("user.disabled")
def disable_user(*, actor: User, user: User, successor: User | None = None) -> User:
    """Close an account now: its sessions, devices and roles end, and what it had open goes to `successor`.

    The rooms that hold something open answer `user.disabled`, whose details say the successor. Refused when it is
    already closed, or with a successor who cannot sign in.
    """
    require(can_disable_user(actor, user))
    if not user.is_active:
        raise Refused(_("This account is closed."), code="closed")
    if successor and (successor == user or not successor.is_active):
        raise Refused(_("Choose somebody else, who can sign in."), code="successor", field="successor")
    today = timezone.localdate()
    user.is_active = False
    user.set_unusable_password()  # no session opened before is ever good again
    store(user)
    Authenticator.objects.filter(user=user).delete()
    Role.objects.filter(user=user, starts_on__gt=today).delete()
    Role.objects.filter(user=user).on(today).update(ends_on=today)
    Leave.objects.filter(substitute=user, starts_on__gt=today).delete()
    Leave.objects.filter(substitute=user, ends_on__gt=today).update(ends_on=today)
    vars(user)["journal_details"] = {"successor": successor.pk if successor else None}
    return user


@action("user.enabled")
def enable_user(*, actor: User, user: User) -> User:
    """Open a closed account again, without any role; the person asks for a new password by e-mail."""
    require(can_enable_user(actor, user))
    user.is_active = True
    return store(user)


@action("language.chosen")
def choose_language(*, actor: User, language: str) -> User:
    """Keep the language in which somebody is written to, and where their pages open."""
    require(can_choose_language(actor))
    actor.language = language
    return store(actor)
