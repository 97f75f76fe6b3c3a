"""Everything due for somebody, by due date, in one statement for all kinds; as a list, or day by day over a week."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from taghyir.days.queries import lines  # what this room and those below have for an agenda
from taghyir.days.queries.kinds import KINDS, Scope
from taghyir.directory.models import Organisation
from taghyir.people.models import User

SOON = dt.timedelta(days=3)
WEEK = 7
__all__ = ["Agenda", "Due", "days_of_week", "lines"]


@dataclass(frozen=True)
class Due:
    """One thing of an agenda."""

    owner: User | None
    kind: str
    key: int
    due_on: dt.date
    told: str  # by the database: words, or the code of a choice
    number: str  # of the file, if any
    name: str  # of the organisation, if any
    name_ar: str

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind].name)

    @property
    def words(self) -> str:
        return str(KINDS[self.kind].said(self.told))

    @property
    def organisation(self) -> str:
        return str(Organisation(name=self.name, name_ar=self.name_ar))

    @property
    def icon(self) -> str:
        return KINDS[self.kind].icon

    @property
    def status(self) -> str:
        """late, soon or going, as a status is shown."""
        today = timezone.localdate()
        if self.due_on < today:
            return "late"
        return "soon" if self.due_on <= today + SOON else "going"

    @property
    def link(self) -> str:
        return reverse(KINDS[self.kind].door, args=[self.key])


@dataclass
class Agenda:
    """The rows of one scope, the most late first; read as a list is."""

    scope: Scope
    ordered: bool = field(default=True, init=False)  # for the pages of a list

    def rows(self) -> QuerySet[Any]:
        """One statement, whatever the number of kinds."""
        asked = [KINDS[kind] for kind in self.scope.kinds if kind in KINDS] or list(KINDS.values())
        first, *others = [self._within(kind.rows(self.scope)) for kind in asked]
        return (first.union(*others, all=True) if others else first).order_by("c_due", "a_kind", "b_key", "d_words")

    def _within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.scope.since:
            rows = rows.filter(c_due__gte=self.scope.since)
        return rows.filter(c_due__lte=self.scope.until) if self.scope.until else rows

    def count(self) -> int:
        return self.rows().count()

    def briefly(self, most: int) -> list[Due]:
        """The first ones, in one statement: without whose they are."""
        return [Due(None, *row[:-1]) for row in self.rows()[:most]]

    def __getitem__(self, some: slice) -> list[Due]:
        return _dues(self.rows()[some])

    def __iter__(self) -> Iterator[Due]:
        return iter(_dues(self.rows()))


def _dues(rows: Any) -> list[Due]:
    """Rows with their people, in one statement more."""
    found = list(rows)
    owners = User.objects.select_related("person").in_bulk({row[-1] for row in found if row[-1]})
    return [Due(owners.get(row[-1]), *row[:-1]) for row in found]


def days_of_week(first: dt.date, dues: Iterable[Due]) -> tuple[list[Due], list[tuple[dt.date, list[Due]]]]:
    """What was due before `first`; then its seven days, each with what is due on it."""
    days: dict[dt.date, list[Due]] = {first + dt.timedelta(days=n): [] for n in range(WEEK)}
    late: list[Due] = []
    for due in dues:
        days.get(due.due_on, late).append(due)
    return late, list(days.items())
