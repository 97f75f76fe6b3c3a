"""How sign-in works here: accounts are opened by invitation only, and read with their person in one statement."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from taghyir.people.models import COORDINATORS, User
from taghyir.people.queries import user_with_person


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an account is offered (`invite_person`), never asked for."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject) -> str:
        return f"{_('Taghyir')}: {subject}"

    def get_login_redirect_url(self, request) -> str:
        return reverse(settings.LOGIN_REDIRECT_URL)


class Backend(AuthenticationBackend):
    """Reads the account of a session with its person and whether it has a second factor, in one statement."""

    def get_user(self, user_id) -> User | None:
        user = user_with_person(user_id)
        return user if user and self.user_can_authenticate(user) else None


def lacks_second_factor(user: User) -> bool:
    """Whether `user` coordinates, and has only a password between their work and whoever learns it."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.has_role(*COORDINATORS):
        return False
    known = getattr(user, "has_second_factor", None)
    return not (user_with_person(user.pk).has_second_factor if known is None else known)
