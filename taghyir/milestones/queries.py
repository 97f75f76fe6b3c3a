"""What is to be looked at, what was found, and what remains of it in figures."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import visible_cases
from taghyir.days.queries import Scope, kind_of_agenda, told
from taghyir.milestones.models import Milestone, MilestoneQuerySet, Moment, Standing
from taghyir.milestones.policies import visible_milestones
from taghyir.people.models import User
from taghyir.places.models import Territory

FEW = 5  # enterprises below which a figure would tell who they are
FOREWARNED = 14  # days before, the adviser is told
Row = dict[str, Any]
EARLY = 31  # days before a moment at which it may already be held
_AFTER_OPENING = {Moment.ENTRY: 0, Moment.MONTH_3: 3, Moment.MONTH_6: 6, Moment.MONTH_12: 12}
_AFTER_CLOSING = {Moment.EXIT: 0, Moment.AFTER_6: 6, Moment.AFTER_12: 12}


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month: 30 November and three months are 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_days_of(case: Case) -> dict[str, dt.date]:
    """When each moment of the file is due: those before its end, then those after it."""
    days = {moment: months_after(case.opened_on, months) for moment, months in _AFTER_OPENING.items()}
    if case.closed_on is None:
        return {str(moment): day for moment, day in days.items()}
    days = {moment: day for moment, day in days.items() if day < case.closed_on or moment == Moment.ENTRY}
    days |= {moment: months_after(case.closed_on, months) for moment, months in _AFTER_CLOSING.items()}
    return {str(moment): day for moment, day in days.items()}


def earliest_day_of(milestone: Milestone) -> dt.date:
    """From when on it may be held, whatever day it was postponed to: what is said of six months is not said of six days."""
    case, moment = milestone.case, Moment(milestone.moment)
    if case.closed_on and moment in _AFTER_CLOSING:
        first, months = case.closed_on, _AFTER_CLOSING[moment]
    else:
        first, months = case.opened_on, _AFTER_OPENING.get(moment, 0)
    return max(first, months_after(first, months) - dt.timedelta(days=EARLY))


def cases_without_milestones() -> Iterable[Case]:
    """Open files none of whose milestones is planned, and closed ones without their follow-up."""
    planned = Milestone.objects.values("case")
    followed = Milestone.objects.filter(moment=Moment.EXIT).values("case")
    lacking = Q(closed_on=None) & ~Q(pk__in=planned) | Q(closed_on__isnull=False) & ~Q(pk__in=followed)
    return Case.objects.filter(lacking).order_by("pk")


def milestones_to_follow(actor: User) -> MilestoneQuerySet:
    """All that `actor` may see, those to hold first, the latest of them on top."""
    rows = visible_milestones(actor).select_related("case__organisation", "case__territory", "case__adviser__person")
    return rows.order_by(F("held_on").desc(nulls_first=True), "due_on", "pk")


def milestones_soon(today: dt.date) -> MilestoneQuerySet:
    """Those to hold within two weeks."""
    return Milestone.objects.to_hold().filter(due_on__lte=today + dt.timedelta(days=FOREWARNED)).order_by("pk")


@kind_of_agenda(
    "milestone",
    pgettext_lazy("agenda", "milestone"),
    "clock",
    "milestones:hold_milestone",
    lambda code: Moment(code).label,
)
def milestones_due(scope: Scope) -> QuerySet[Any]:
    """Lines of an agenda: those that may be held by now, of files that are open or closed."""
    rows = Milestone.objects.to_hold().filter(scope.of("case__adviser", "case__territory"))
    rows = rows.filter(due_on__lte=timezone.localdate() + dt.timedelta(days=EARLY))
    named = [code for code, label in Moment.choices if scope.asked.casefold() in str(label).casefold()]
    rows = rows.filter(scope.found("case__organisation__folded", "case__number") | Q(moment__in=named))
    return told(rows, "milestone", F("due_on"), F("moment"), "case__organisation", F("case__number"), "case__adviser")


def milestones_of(case: Case) -> list[Milestone]:
    """Those of one file, in the order of its life."""
    order = {moment: at for at, moment in enumerate(Moment.values)}
    return sorted(case.milestones.select_related("held_by__person"), key=lambda one: order[one.moment])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What remains of accompaniment in a territory. Fewer than five enterprises are None: a figure would tell who they are."""

    territory: Territory
    compared: int | None  # enterprises counted both at the start and at their last milestone
    jobs_women: tuple[int, int] | None  # then, now
    jobs_men: tuple[int, int] | None
    followed: dict[str, tuple[int, int] | None]  # moment: still working, of how many that were reached or not

    @property
    def after_6(self) -> tuple[int, int] | None:
        return self.followed.get(Moment.AFTER_6)

    @property
    def after_12(self) -> tuple[int, int] | None:
        return self.followed.get(Moment.AFTER_12)


def outcomes(actor: User) -> list[Outcome]:
    """Of each territory whose files `actor` sees, in its order."""
    seen = visible_cases(actor).order_by()
    territories = Territory.objects.filter(pk__in=seen.values("territory")).order_by("order")
    firsts, lasts, followed = _firsts(actor), _lasts(actor), _followed(actor)
    return [_outcome(one, firsts, lasts, followed.get(one.pk, {})) for one in territories]


def _outcome(territory: Territory, firsts: dict[int, Row], lasts: dict[int, Row], followed: dict) -> Outcome:
    pairs = [
        (first, lasts[case])
        for case, first in firsts.items()
        if case in lasts and first["case__territory"] == territory.pk
    ]
    if len(pairs) < FEW:
        return Outcome(territory, None, None, None, followed)
    women, men = (_then_and_now(pairs, name) for name in ("jobs_women", "jobs_men"))
    return Outcome(territory, len(pairs), women, men, followed)


def _then_and_now(pairs: list[tuple[Row, Row]], name: str) -> tuple[int, int]:
    return sum(first[name] for first, _last in pairs), sum(last[name] for _first, last in pairs)


def _counted(actor: User) -> MilestoneQuerySet:
    return visible_milestones(actor).held().filter(jobs_women__isnull=False, jobs_men__isnull=False)


def _firsts(actor: User) -> dict[int, dict[str, Any]]:
    rows = _counted(actor).filter(moment=Moment.ENTRY).order_by()
    return {row["case"]: dict(row) for row in rows.values("case", "case__territory", "jobs_women", "jobs_men")}


def _lasts(actor: User) -> dict[int, dict[str, Any]]:
    rows = _counted(actor).exclude(moment=Moment.ENTRY).order_by("case", "-held_on", "-pk").distinct("case")
    return {row["case"]: dict(row) for row in rows.values("case", "jobs_women", "jobs_men")}


def _followed(actor: User) -> dict[int, dict[str, tuple[int, int] | None]]:
    rows = visible_milestones(actor).held().filter(moment__in=(Moment.AFTER_6, Moment.AFTER_12)).order_by()
    working = Count("pk", filter=Q(standing=Standing.WORKING))
    found: dict[int, dict[str, tuple[int, int] | None]] = {}
    for row in rows.values("case__territory", "moment").annotate(of=Count("pk"), working=working):
        told = (row["working"], row["of"]) if row["of"] >= FEW else None
        found.setdefault(row["case__territory"], {})[row["moment"]] = told
    return found
