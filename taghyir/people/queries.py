"""What others may ask about people: who advises here, who coordinates, who is found by half a name."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from taghyir.design.templatetags.taghyir import initials
from taghyir.people.models import COORDINATORS, Leave, PersonQuerySet, Role, User
from taghyir.people.policies import visible_people
from taghyir.places.models import Territory


def users_with_role(*kinds: str, territory: Territory | None = None) -> QuerySet[User]:
    """Accounts that hold one of these roles today, and who stands in for them; in `territory` or its country when given."""
    today = timezone.localdate()
    held = Role.objects.on(today).filter(kind__in=kinds)
    if territory:
        held = held.filter(Q(territory=territory) | Q(country=territory.country))
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
