"""What waits for a member: their file and what it asks them to sign, what the law asks next, the spaces that are booked."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import visible_cases
from taghyir.directory.models import Membership
from taghyir.dossiers.queries import signatures_awaited
from taghyir.duties.queries import duties_of_each, followed_organisations
from taghyir.people.models import User
from taghyir.spaces.models import Booking
from taghyir.spaces.queries import bookings_with_all

MOST = 3  # lines of a list
PRESSING = ("late", "soon")


@dataclass
class OwnFile:
    """A file of theirs, and how much of it waits for their signature."""

    case: Case
    to_sign: int


@dataclass
class OwnDay:
    """The late first; each list is one link away from the whole."""

    files: list[OwnFile]
    duties: list[Any]
    bookings: list[Booking]

    def __bool__(self) -> bool:
        return bool(self.files or self.duties or self.bookings)


def own_day_of(user: User) -> OwnDay:
    """Of who belongs to an organisation today; the statements are as many for one organisation as for ten."""
    cases = visible_cases(user).open().select_related("organisation", "adviser__person", "territory")
    shown = list(cases.order_by("-opened_on", "-pk")[:MOST])
    awaited = signatures_awaited(user, shown)
    own = Membership.objects.standing().filter(person=user.person_id, person__isnull=False)
    keys = list(own.values_list("organisation", flat=True))
    asked = duties_of_each(list(followed_organisations(user).filter(pk__in=keys))) if keys else []
    return OwnDay(
        files=[OwnFile(case, awaited[case.pk]) for case in shown],
        duties=[duty for duty in asked if duty.state in PRESSING][:MOST],
        bookings=_coming(user, keys),
    )


def _coming(user: User, organisations: list[int]) -> list[Booking]:
    """Those they made, and those of their organisations, the next first: not those that were given up or refused."""
    theirs = Q(booked_by=user) | Q(organisation__in=organisations)
    standing = (*Booking.HOLDING, Booking.State.WAITING)
    rows = bookings_with_all(user).filter(theirs, state__in=standing, ends_at__gte=timezone.now())
    return list(rows.order_by("starts_at", "pk")[:MOST])
