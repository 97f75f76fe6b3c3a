"""Everything due for somebody, by due date, in one statement: steps, actions, needs, meetings, bookings, answers to give."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.days.models import Alert, Proposal
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.needs.models import Need
from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.spaces.models import Booking
from taghyir.tables.search import found_by

KINDS: dict[str, Any] = {
    "step": _("next step"),
    "action": _("action of the plan"),
    "need": pgettext_lazy("agenda", "need"),
    "meeting": pgettext_lazy("agenda", "meeting"),
    "booking": pgettext_lazy("agenda", "booking"),
    "answer": _("answer to give"),
}
ICONS = {
    "step": "next",
    "action": "check",
    "need": "help",
    "meeting": "people",
    "booking": "calendar",
    "answer": "bell",
}
_DOORS = {
    "step": "accompaniment:case",
    "action": "accompaniment:finish_action",
    "need": "needs:need",
    "meeting": "gatherings:gathering",
    "booking": "spaces:booking",
    "answer": "days:proposal",
}
SOON = dt.timedelta(days=3)
NUMBER = F("number")  # of the file


@dataclass(frozen=True)
class Due:
    """One thing of an agenda."""

    kind: str
    key: int
    due_on: dt.date
    words: str
    number: str  # of the file, if any
    organisation: Organisation | None
    owner: User | None

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def status(self) -> str:
        """late, soon or going, as a status is shown."""
        today = timezone.localdate()
        if self.due_on < today:
            return "late"
        return "soon" if self.due_on <= today + SOON else "going"

    @property
    def link(self) -> str:
        return reverse(_DOORS[self.kind], args=[self.key])


@dataclass(frozen=True)
class Scope:
    """Whose agenda, of which kind, where, and over which days."""

    actor: User
    whose: str = ""  # nothing: one's own and of whom one stands in for; "all"; or the key of an account
    kind: str = ""
    territory: Territory | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    asked: str = ""

    def of(self, owner: str, territory: str) -> Q:
        """The condition on whose a thing is, and where."""
        if self.whose:
            reach = self.actor.reach(*COORDINATORS)
            seen = reach.q(territory) if reach else Q(pk__in=[])
            seen &= Q() if self.whose == "all" else Q(**{owner: int(self.whose)})
        else:
            seen = Q(**{f"{owner}__in": self.actor.stands_for})
        return seen & Q(**{territory: self.territory}) if self.territory else seen

    def found(self, organisation: str, *others: str) -> Q:
        """The condition on what is looked for: half a name of the organisation, or a part of the other columns."""
        condition = found_by(self.asked, organisation)
        for column in others if self.asked else ():
            condition |= Q(**{f"{column}__icontains": self.asked})
        return condition


Source = Callable[[Scope], QuerySet[Any]]


def _steps(scope: Scope) -> QuerySet[Any]:
    rows = Case.objects.open().filter(scope.of("adviser", "territory"), next_step_on__isnull=False)
    rows = rows.filter(scope.found("organisation__folded", "number", "next_step"))
    return _told(rows, "step", F("next_step_on"), F("next_step"))


def _actions(scope: Scope) -> QuerySet[Any]:
    case = "objective__case"
    rows = PlannedAction.objects.filter(scope.of(f"{case}__adviser", f"{case}__territory"), done_on=None)
    dropped = Alert.objects.filter(
        kind=Alert.Kind.ACTION, subject_id=OuterRef("pk"), due_on=OuterRef("due_on"), answer=Alert.Answer.NOT_RELEVANT
    )
    rows = rows.filter(~Exists(dropped), **{f"{case}__closed_on": None})
    rows = rows.filter(scope.found(f"{case}__organisation__folded", f"{case}__number", "words"))
    named = (f"{case}__organisation", F(f"{case}__number"), f"{case}__adviser")
    return _told(rows, "action", F("due_on"), F("words"), *named)


def _needs(scope: Scope) -> QuerySet[Any]:
    rows = Need.objects.unanswered().filter(scope.of("owner", "territory"))
    rows = rows.filter(scope.found("organisation__folded", "words"))
    return _told(rows, "need", F("due_on"), F("words"), "organisation", Value(""), "owner")


def _meetings(scope: Scope) -> QuerySet[Any]:
    rows = Gathering.objects.filter(scope.of("organised_by", "territory"), held_on__gte=timezone.localdate())
    return _told(
        rows.filter(scope.found("folded")), "meeting", F("held_on"), F("title"), None, Value(""), "organised_by"
    )


def _bookings(scope: Scope) -> QuerySet[Any]:
    rows = Booking.objects.holding().filter(scope.of("booked_by", "space__territory"), ends_at__gte=timezone.now())
    rows = rows.filter(scope.found("organisation__folded", "purpose"))
    return _told(rows, "booking", TruncDate("starts_at"), F("purpose"), "organisation", Value(""), "booked_by")


def _answers(scope: Scope) -> QuerySet[Any]:
    """Files that a colleague proposes, and for a coordinator what waits for an approval."""
    whose = scope.of("asked", "case__territory")
    if not scope.whose:
        reach = scope.actor.reach(*COORDINATORS)
        whose |= Q(reach.q("case__territory"), asked=None) if reach else Q(pk__in=[])
    rows = Proposal.objects.waiting().filter(whose, scope.found("case__organisation__folded", "case__number"))
    named = ("case__organisation", F("case__number"), "asked")
    return _told(rows, "answer", TruncDate("proposed_at"), F("reason"), *named)


def _told(
    rows: QuerySet[Any],
    kind: str,
    due: Any,
    words: Any,
    organisation: str | None = "organisation",
    number: Any = NUMBER,
    owner: str = "adviser",
) -> QuerySet[Any]:
    """`rows` of one kind in the columns that all kinds share."""
    nothing = Cast(Value(None), Case._meta.get_field("organisation").target_field.__class__())
    return (
        rows.order_by()
        .annotate(
            a_kind=Value(kind, output_field=CharField()),
            b_key=F("pk"),
            c_due=due,
            d_words=Cast(words, CharField()),
            e_number=Cast(number, CharField()),
            f_organisation=F(organisation) if organisation else nothing,
            g_owner=F(owner),
        )
        .values_list("a_kind", "b_key", "c_due", "d_words", "e_number", "f_organisation", "g_owner")
    )


SOURCES: dict[str, Source] = {
    "step": _steps,
    "action": _actions,
    "need": _needs,
    "meeting": _meetings,
    "booking": _bookings,
    "answer": _answers,
}


@dataclass
class Agenda:
    """The rows of one scope, the most late first; read as a list is."""

    scope: Scope
    ordered: bool = field(default=True, init=False)  # for the pages of a list

    def rows(self) -> QuerySet[Any]:
        """One statement, whatever the number of kinds."""
        sources = [SOURCES[self.scope.kind]] if self.scope.kind in SOURCES else list(SOURCES.values())
        first, *others = [self._within(source(self.scope)) for source in sources]
        return (first.union(*others, all=True) if others else first).order_by("c_due", "a_kind", "b_key")

    def _within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.scope.since:
            rows = rows.filter(c_due__gte=self.scope.since)
        return rows.filter(c_due__lte=self.scope.until) if self.scope.until else rows

    def count(self) -> int:
        return self.rows().count()

    def __getitem__(self, some: slice) -> list[Due]:
        return _dues(self.rows()[some])

    def __iter__(self) -> Iterator[Due]:
        return iter(_dues(self.rows()))


def _dues(rows: Any) -> list[Due]:
    """Rows with their organisations and people, in two statements more."""
    found = list(rows)
    organisations = Organisation.objects.in_bulk({row[5] for row in found if row[5]})
    owners = User.objects.select_related("person").in_bulk({row[6] for row in found if row[6]})
    return [
        Due(kind, key, due, words, number, organisations.get(of), owners.get(owner))
        for kind, key, due, words, number, of, owner in found
    ]
