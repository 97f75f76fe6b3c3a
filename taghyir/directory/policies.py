"""Who may see, keep and publish the directory."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from taghyir.directory.models import Label, LabelQuerySet, Membership, Organisation, OrganisationQuerySet, published
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory

PUBLISHERS = (*COORDINATORS, Role.Kind.FOCAL_POINT)


def visible_organisations(actor: Any) -> OrganisationQuerySet:
    """Everybody sees what is published; field staff, also what lies in their territories; an auditor, all; others, their own.

    One that was merged into another is no longer there: `merged_organisations` leads to the one that stays.
    """
    if not actor.is_authenticated:
        return Organisation.objects.published()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Organisation.objects.filter(merged_into=None)
    seen = published() | Q(pk__in=_own(actor))
    if reach.territories:
        seen |= Q(territory__in=reach.territories)
    if reach.countries:
        seen |= Q(country__in=reach.countries)
    return Organisation.objects.filter(seen, merged_into=None)


def can_see_file_of_organisation(actor: Any, organisation: Organisation) -> bool:
    """Identifiers, members by name, what is not published: field staff there, an auditor, and its own members."""
    if not actor.is_authenticated:
        return False
    if actor.is_robot or _covers(actor, organisation, *FIELD_STAFF, Role.Kind.AUDITOR):
        return True
    return _keeps(actor, organisation) is not None


def visible_files(actor: Any) -> OrganisationQuerySet:
    """The organisations whose file `actor` may see, and not their card alone."""
    if not actor.is_authenticated:
        return Organisation.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Organisation.objects.all()
    there = Q(territory__in=reach.territories) | Q(country__in=reach.countries)
    return Organisation.objects.filter(there | Q(pk__in=_own(actor)))


def visible_memberships(actor: Any) -> QuerySet[Membership]:
    """Who belongs to what: seen with the file of the organisation, never with the public card."""
    if not actor.is_authenticated:
        return Membership.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Membership.objects.all()
    there = Q(organisation__in=_own(actor)) | Q(organisation__territory__in=reach.territories)
    return Membership.objects.filter(there | Q(organisation__country__in=reach.countries))


def can_add_organisation(actor: User, territory: Territory | None = None, country: str = "") -> bool:
    """Field staff in their territories; elsewhere in a country, who works in the whole of it."""
    reach = actor.reach(*FIELD_STAFF)
    return actor.is_robot or reach.covers(territory) or (territory is None and country in reach.countries)


def can_add_each(user: User, where: Iterable[tuple[Territory | None, str]]) -> bool:
    """In each of these territories or countries."""
    return all(can_add_organisation(user, *one) for one in set(where))


def can_add_organisations(actor: Any) -> bool:
    """Whether `actor` may add one anywhere: for the buttons of a page."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(*FIELD_STAFF))


def can_change_organisation(actor: Any, organisation: Organisation) -> bool:
    """Field staff where the organisation is."""
    return actor.is_authenticated and (actor.is_robot or _covers(actor, organisation, *FIELD_STAFF))


def can_describe_organisation(actor: Any, organisation: Organisation) -> bool:
    """Field staff where it is, and those of its members who keep its card."""
    return can_change_organisation(actor, organisation) or can_vouch_for_organisation(actor, organisation)


def can_vouch_for_organisation(actor: Any, organisation: Organisation) -> bool:
    """Those of its members who keep its card: what they write on it is true that day. Staff who write for it press a button."""
    return actor.is_authenticated and bool(_keeps(actor, organisation))


can_choose_shown = can_describe_organisation
can_confirm_organisation = can_describe_organisation


def can_publish_organisation(actor: Any, organisation: Organisation) -> bool:
    """Coordinators and focal points where the organisation is."""
    return actor.is_authenticated and (actor.is_robot or _covers(actor, organisation, *PUBLISHERS))


can_hide_organisation = can_publish_organisation
can_name_keeper = can_publish_organisation
can_set_rhythm = can_publish_organisation
can_merge_organisation = can_publish_organisation
can_record_identifier = can_change_organisation
can_remove_identifier = can_change_organisation
can_add_membership = can_change_organisation
can_end_membership = can_change_organisation
can_count_members = can_change_organisation


def can_end_keeper(actor: Any, membership: Membership) -> bool:
    """Who may name a keeper, and the keeper themselves."""
    is_own = actor.is_authenticated and actor.person_id == membership.person_id and membership.is_keeper
    return is_own or can_name_keeper(actor, membership.organisation)


def visible_labels(actor: Any) -> LabelQuerySet:
    """With their certificate, which may name people: who sees the file. The card shows to everybody what stands."""
    return Label.objects.filter(organisation__in=visible_files(actor).order_by().values("pk"))


can_record_label = can_describe_organisation


def can_check_label(actor: Any, label: Label) -> bool:
    """Field staff where the organisation is: never its own people alone."""
    return can_change_organisation(actor, label.organisation)


def can_remove_label(actor: Any, label: Label) -> bool:
    """Field staff where the organisation is, and those of its members who keep its card."""
    return can_describe_organisation(actor, label.organisation)


def can_watch_labels(actor: User) -> bool:
    """The robot, each day."""
    return bool(actor.is_robot)


def can_fade_organisation(actor: User) -> bool:
    """The robot, when nobody confirms a card."""
    return bool(actor.is_robot)


def can_load_legal_forms(actor: User) -> bool:
    """The robot of the commands, and the programme."""
    return actor.is_robot or actor.reach(Role.Kind.PROGRAMME_COORDINATOR).everywhere


def can_import_organisations(actor: Any) -> bool:
    """Coordinators, focal points and the robot. Each row is then asked about where it lies."""
    return actor.is_authenticated and (actor.is_robot or actor.has_role(*PUBLISHERS))


def _keeps(actor: Any, organisation: Organisation) -> bool | None:
    """Whether `actor` keeps its card; None for who is no member today. Asked once by a page that shows one card."""
    if not actor.person_id:
        return None
    asked = vars(organisation).get("asked_once", {})
    if actor.pk not in asked:
        own = Membership.objects.standing().filter(organisation=organisation, person=actor.person_id)
        asked[actor.pk] = own.order_by("-is_keeper").values_list("is_keeper", flat=True).first()
    kept: bool | None = asked[actor.pk]
    return kept


def _own(actor: User) -> QuerySet[Any, int]:
    """The organisations the person belongs to today."""
    return Membership.objects.standing().filter(person=actor.person_id).values_list("organisation", flat=True)


def _covers(actor: User, organisation: Organisation, *kinds: str) -> bool:
    reach = actor.reach(*kinds)
    return reach.covers(organisation.territory) or organisation.country in reach.countries
