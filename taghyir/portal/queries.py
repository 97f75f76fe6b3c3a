"""What the front pages show of every room."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Demand
from taghyir.accompaniment.policies import visible_cases
from taghyir.accompaniment.queries import new_demands, next_steps_due
from taghyir.core.models import Notice
from taghyir.days.models import Proposal
from taghyir.days.queries import Agenda, Due, Scope, files_without_contact, waiting_for
from taghyir.desk.models import HelpRequest
from taghyir.desk.queries import requests_waiting
from taghyir.directory.models import Organisation, published
from taghyir.directory.policies import visible_organisations
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.needs.models import Need
from taghyir.needs.policies import visible_needs
from taghyir.needs.queries import needs_due, needs_waiting_long
from taghyir.people.models import COORDINATORS, FIELD_STAFF, User
from taghyir.people.policies import visible_people
from taghyir.people.queries import ForRoles
from taghyir.places.models import Place, Territory
from taghyir.places.queries import places_matching, territory_of
from taghyir.portal.own import OwnDay, own_day_of
from taghyir.portal.policies import visible_notices
from taghyir.tables.search import found_by
from taghyir.tables.statements import Statement, one_of

A_WEEK = dt.timedelta(days=7)


def unread_notices(user: User) -> dict[str, Any]:
    """The bell: where notices are read, and how many are not."""
    return {"url": reverse("portal:notices"), "count": UNREAD.first(user=user.pk) or 0}


def _unread(user: int) -> QuerySet[Notice, int]:
    unread = Notice.objects.filter(user=user, read_at=None).order_by().values("user")
    return unread.annotate(n=Count("pk")).values_list("n", flat=True)


UNREAD: Statement[int] = Statement(_unread)


def notices_of(user: User) -> QuerySet[Notice]:
    return visible_notices(user).select_related("entry")


@dataclass
class Day:
    """What waits for somebody today, the late first."""

    first: Case | None  # the one thing to begin with
    steps: list[Case]
    to_answer: list[Proposal]  # what a colleague or an adviser proposes
    asked: list[HelpRequest]  # for help, without an account
    demands: list[Demand]
    needs: list[Need]
    waiting: int  # needs without an answer for thirty days, where one coordinates
    looks: list[Due]  # milestones and diagnoses within a week
    silent: list[Case]
    meetings: list[Gathering]
    own: OwnDay | None  # what waits for a member
    is_field: bool
    is_coordinator: bool

    @property
    def is_empty(self) -> bool:
        return not (
            self.first
            or self.steps
            or self.to_answer
            or self.asked
            or self.demands
            or self.needs
            or self.waiting
            or self.looks
            or self.silent
            or self.meetings
            or self.own
        )


def day_of(user: User) -> Day:
    """The day of `user`: each list is short, and one link away from the whole."""
    is_field = user.has_role(*FIELD_STAFF)
    is_coordinator = user.has_role(*COORDINATORS)
    steps = STEPS.rows(user)
    return Day(
        first=steps[0] if steps else None,
        steps=steps[1:],
        to_answer=TO_ANSWER.rows(user) if is_field else [],
        asked=ASKED.rows(user),
        demands=DEMANDS.rows(user),
        needs=NEEDS.rows(user),
        waiting=needs_waiting_long(user).count() if is_coordinator else 0,
        looks=_looks(user, timezone.localdate()),
        silent=SILENT.rows(user),
        meetings=MEETINGS.rows(user),
        own=own_day_of(user) if user.has_role("member") else None,
        is_field=is_field,
        is_coordinator=is_coordinator,
    )


MOST = 5  # lines of a list
MOST_STEPS = 7


def _to_answer(user: User) -> QuerySet[Proposal]:
    """What others propose and `user` decides."""
    return waiting_for(user)[:MOST]


def _asked(user: User) -> QuerySet[HelpRequest]:
    return requests_waiting(user)[:MOST]


def _demands(user: User) -> QuerySet[Demand]:
    return _named(new_demands(user))[:MOST]


def _needs(user: User) -> QuerySet[Need]:
    return _named(needs_due(user))[:MOST]


def _steps(user: User) -> QuerySet[Case]:
    """The steps promised within a week, the late first, and by whom."""
    return _named(next_steps_due(user)).select_related("organisation", "adviser__person")[:MOST_STEPS]


def _silent(user: User) -> QuerySet[Case]:
    return _named(files_without_contact(user))[:MOST]


def _meetings(user: User) -> QuerySet[Gathering]:
    coming = visible_gatherings(user).filter(held_on__gte=timezone.localdate())
    return coming.order_by("held_on", "starts_at", "pk").select_related("territory")[:3]


TO_ANSWER: ForRoles[Proposal] = ForRoles(_to_answer)
ASKED: ForRoles[HelpRequest] = ForRoles(_asked)
DEMANDS: ForRoles[Demand] = ForRoles(_demands)
NEEDS: ForRoles[Need] = ForRoles(_needs)
STEPS: ForRoles[Case] = ForRoles(_steps)
SILENT: ForRoles[Case] = ForRoles(_silent)
MEETINGS: ForRoles[Gathering] = ForRoles(_meetings)


def _looks(user: User, today: dt.date) -> list[Due]:
    """Where one looks again with an enterprise, within a week."""
    if not user.has_role(*FIELD_STAFF):
        return []
    return [Due(None, *row[:-1]) for row in _looks_on(today).rows(keys=sorted(user.stands_for))]


@dataclass(frozen=True)
class _OfKeys(Scope):
    """Of these accounts, in a statement that is built before they are known."""

    keys: list[int] = field(default_factory=list)

    def of(self, owner: str, territory: str) -> Q:
        return one_of(owner, self.keys)


@lru_cache(maxsize=2)
def _looks_on(today: dt.date) -> Statement[Any]:
    """The agenda's statement, built once a day: the day stands in it."""

    def looks(keys: list[int]) -> QuerySet[Any]:
        scope = _OfKeys(User(), kinds=("milestone", "diagnosis"), until=today + A_WEEK, keys=keys)
        return Agenda(scope).rows()[:MOST]

    return Statement(looks)


def _named(rows: Any) -> Any:
    """Rows with their organisation and nothing else: the lines of a day say no more, and each table joined costs."""
    return rows.select_related(None).select_related("organisation")


@dataclass
class Found:
    """What a search found in one room: the first few, and where the rest is."""

    name: str
    icon: str
    rows: list[Any]
    link: str


def found_everywhere(user: User, text: str, *, few: int = 5) -> list[Found]:
    """Organisations, people, files, needs and meetings that `user` may see, by half a name in any script."""
    by_name = found_by(text)
    of_organisation = found_by(text, "organisation__folded")
    rooms = [
        (
            _("Organisations"),
            "cooperative",
            visible_organisations(user).filter(by_name).select_related("place"),
            "directory:organisations",
        ),
        (
            _("Files"),
            "folder",
            visible_cases(user)
            .filter(of_organisation | Q(number__icontains=text))
            .select_related("organisation", "territory"),
            "accompaniment:cases",
        ),
        (_("People"), "people", visible_people(user).filter(by_name), "people:people"),
        (
            _("Needs"),
            "help",
            visible_needs(user)
            .filter(Q(words__icontains=text) | of_organisation)
            .select_related("organisation", "territory"),
            "needs:needs",
        ),
        (
            _("Meetings"),
            "calendar",
            visible_gatherings(user).filter(title__icontains=text).select_related("territory"),
            "gatherings:gatherings",
        ),
    ]
    found = [Found(name, icon, list(rows[:few]), reverse(link)) for name, icon, rows, link in rooms]
    return [room for room in found if room.rows]


def territories_with_counts() -> QuerySet[Territory]:
    """The six, each with the number of organisations in the public directory."""
    shown = published("organisations__")
    return Territory.objects.annotate(organisation_count=Count("organisations", filter=shown)).order_by("order")


def territories_serving(text: str) -> list[tuple[Place, Territory]]:
    """Places that match `text`, each with the territory that serves it."""
    places = places_matching(text).order_by("name_fr", "pk")[:6]
    return [(place, territory) for place in places if (territory := territory_of(place))]


def organisations_of(territory: Territory) -> QuerySet[Organisation]:
    """The first organisations of the public directory there."""
    return (
        Organisation.objects.published().filter(territory=territory).select_related("place").order_by("sort_name", "pk")
    )
