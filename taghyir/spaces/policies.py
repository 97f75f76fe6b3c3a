"""Who sees the spaces, who keeps them, who books them, and who hands over the key."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import organisations_of
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory
from taghyir.spaces.models import Booking, BookingQuerySet, Feed, Loan, Space, SpacePhoto, Use

KEEPERS = (*COORDINATORS, Role.Kind.FOCAL_POINT)
BOOKERS = (*FIELD_STAFF, Role.Kind.TRAINER, Role.Kind.COMMUNICATOR, Role.Kind.RESEARCHER, Role.Kind.MEMBER)


def visible_spaces(actor: Any) -> QuerySet[Space]:
    """Visitors see those in service that are shown to them; who has an account, all in service; field staff, the others too."""
    if not actor.is_authenticated:
        return Space.objects.filter(is_public=True, is_in_service=True)
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Space.objects.all()
    return Space.objects.filter(Q(is_in_service=True) | reach.q() if reach else Q(is_in_service=True))


def visible_space_photos(actor: Any) -> QuerySet[SpacePhoto]:
    """Those of the spaces one sees."""
    return SpacePhoto.objects.filter(space__in=visible_spaces(actor).order_by().values("pk"))


def visible_bookings(actor: Any) -> BookingQuerySet:
    """Field staff see those of their territories, an auditor all; others, what is for them, theirs or a meeting they booked for.

    What is for an organisation is seen by who belongs to it today, whoever booked. To everybody else the hours are taken, and
    nothing more is said.
    """
    if not actor.is_authenticated:
        return Booking.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Booking.objects.all()
    own = Q(booked_by=actor, organisation=None)
    if actor.person_id:
        theirs = organisations_of(actor.person).order_by().values("pk")
        own |= Q(person=actor.person_id) | Q(organisation__in=theirs)
    return Booking.objects.filter(own | reach.q("space__territory") if reach else own)


def visible_loans(actor: Any) -> QuerySet[Loan]:
    """What was lent is seen by who sees the booking."""
    return Loan.objects.filter(booking__in=visible_bookings(actor).order_by().values("pk"))


def visible_uses(actor: Any) -> QuerySet[Use]:
    """What it was used for, too."""
    return Use.objects.filter(booking__in=visible_bookings(actor).order_by().values("pk"))


def visible_feeds(actor: Any) -> QuerySet[Feed]:
    """One's own calendars, as long as they stand."""
    return Feed.objects.filter(owner=actor, ended_at=None) if actor.is_authenticated else Feed.objects.none()


def can_keep_spaces(actor: Any) -> bool:
    """Whether there is a territory whose spaces `actor` keeps: for the buttons of a page."""
    return bool(actor.is_authenticated and (actor.is_robot or actor.has_role(*KEEPERS)))


def can_add_space(actor: Any, territory: Territory | None) -> bool:
    """Coordinators and focal points, in their territories."""
    return bool(actor.is_authenticated and (actor.is_robot or actor.reach(*KEEPERS).covers(territory)))


def can_change_space(actor: Any, space: Space) -> bool:
    """Coordinators and focal points where it is."""
    return can_add_space(actor, space.territory)


can_add_space_photo = can_change_space


def can_remove_space_photo(actor: Any, photo: SpacePhoto) -> bool:
    """Who keeps the space."""
    return can_change_space(actor, photo.space)


def can_hand_over(actor: Any, space: Space) -> bool:
    """Field staff where it is: who confirms, lends, takes back, and counts who came."""
    return bool(actor.is_authenticated and (actor.is_robot or actor.reach(*FIELD_STAFF).covers(space.territory)))


def can_book_space(actor: Any, space: Space) -> bool:
    """Who works in the territory or belongs to one of its organisations; nobody, once it is out of service."""
    there = actor.is_authenticated and (actor.is_robot or actor.reach(*BOOKERS).covers(space.territory))
    return bool(there and space.is_in_service)


def can_book_for(actor: User, organisation: Organisation | None, gathering: Gathering | None) -> bool:
    """Field staff for every organisation they see, others for their own; a meeting, who sees it."""
    if gathering and not visible_gatherings(actor).filter(pk=gathering.pk).exists():
        return False
    if organisation is None or actor.is_robot:
        return True
    own = visible_organisations(actor) if actor.has_role(*FIELD_STAFF) else organisations_of(actor.person)
    return own.filter(pk=organisation.pk).exists()


def can_decide_booking(actor: Any, booking: Booking) -> bool:
    """Field staff where the space is."""
    return can_hand_over(actor, booking.space)


can_confirm_series = can_refuse_series = can_decide_booking
can_confirm_booking = can_refuse_booking = can_record_use = can_record_absence = can_lend_space = can_decide_booking


def can_offer_place(actor: Any, booking: Booking) -> bool:
    """The robot, when hours become free."""
    return bool(actor.is_robot and booking.pk)


def can_cancel_booking(actor: Any, booking: Booking) -> bool:
    """Who made it and those for whom it is, as long as they see it, and field staff there. An auditor reads."""
    if can_hand_over(actor, booking.space):
        return True
    is_theirs = actor.is_authenticated and (booking.booked_by_id == actor.pk or actor.has_role(*BOOKERS))
    return bool(is_theirs and visible_bookings(actor).filter(pk=booking.pk).exists())


can_take_place = can_cancel_series = can_cancel_booking


def can_take_space_back(actor: Any, loan: Loan) -> bool:
    """Field staff where the equipment belongs."""
    return can_hand_over(actor, loan.space)


def can_start_feed(actor: Any, space: Space | None) -> bool:
    """Everybody for their own bookings; field staff for those of a space."""
    return bool(actor.is_authenticated and not actor.is_robot and (space is None or can_hand_over(actor, space)))


def can_end_feed(actor: Any, feed: Feed) -> bool:
    """Whose it is."""
    return bool(actor.is_authenticated and feed.owner_id == actor.pk)


def can_read_feed(feed: Feed) -> bool:
    """Whoever holds its address, as long as it stands, its owner may sign in, and still may see what it tells."""
    if feed.ended_at or not feed.owner.is_active:
        return False
    return feed.space is None or can_hand_over(feed.owner, feed.space)
