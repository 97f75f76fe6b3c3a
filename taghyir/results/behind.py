"""The rows behind a figure, in words: what, where, when, how much, and the page of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, Service
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.needs.models import Need
from taghyir.results.computations import Computation
from taghyir.results.queries import Figure
from taghyir.spaces.models import Use
from taghyir.tables.listing import Column


@dataclass
class RowBehind:
    """One row of a figure: the work it counts, and the page where that work is told."""

    on: date
    what: str
    who: str
    territory: str
    link: str
    women: int | None = None
    men: int | None = None
    unsaid: int | None = None
    minutes: int | None = None


def _case(case: Case) -> RowBehind:
    return RowBehind(case.opened_on, case.number, str(case.organisation), str(case.territory), case.get_absolute_url())


def _service(service: Service) -> RowBehind:
    row = _case(service.case)
    row.on, row.what = service.given_on, service.title
    row.women, row.men, row.unsaid, row.minutes = service.women, service.men, service.unsaid, service.minutes
    return row


def _gathering(gathering: Any) -> RowBehind:
    place = str(gathering.territory)
    row = RowBehind(
        gathering.held_on, gathering.title, gathering.get_kind_display(), place, gathering.get_absolute_url()
    )
    row.women, row.men, row.unsaid = gathering.women_came, gathering.men_came, gathering.unsaid_came
    return row


def _attendance(attendance: Attendance) -> RowBehind:
    """The meeting, not the name: who came is read on its sheet by who may."""
    gathering = attendance.gathering
    place = str(gathering.territory)
    row = RowBehind(
        gathering.held_on, gathering.title, attendance.get_sex_display(), place, gathering.get_absolute_url()
    )
    row.women, row.men = int(attendance.sex == "F"), int(attendance.sex == "M")
    row.unsaid = 1 - row.women - row.men
    return row


def _need(need: Need) -> RowBehind:
    who = str(need.organisation or need.get_theme_display())
    return RowBehind(need.heard_on, str(need), who, str(need.territory or ""), need.get_absolute_url())


def _use(use: Use) -> RowBehind:
    space = use.booking.space
    row = RowBehind(use.held_on, str(space), use.get_kind_display(), str(space.territory), use.get_absolute_url())
    row.women, row.men, row.unsaid = use.women, use.men, use.unsaid
    return row


_TOLD: dict[type[Model], tuple[Callable[[Any], RowBehind], tuple[str, ...]]] = {
    Case: (_case, ("organisation", "territory")),
    Service: (_service, ("case__organisation", "case__territory")),
    Gathering: (_gathering, ("territory",)),
    Attendance: (_attendance, ("gathering__territory",)),
    Use: (_use, ("booking__space__territory",)),
    Need: (_need, ("organisation", "territory")),
}


def with_names(rows: QuerySet) -> QuerySet:
    """`rows` with all that telling them needs."""
    return rows.select_related(*_TOLD[rows.model][1]) if rows.model in _TOLD else rows


def explained(figure: Figure, rows: Iterable[Any]) -> Iterable[RowBehind]:
    """Each row in words, one at a time."""
    for row in rows:
        yield _TOLD[type(row)][0](row)


def columns_of(computation: Computation | None) -> list[Column]:
    """What is exported: of the rows of a computation, or of the figures of the matrix."""
    if computation is None:
        return [
            (_("Code"), lambda f: f.indicator.code),
            (_("Indicator"), lambda f: str(f.indicator)),
            (_("Baseline"), lambda f: f.indicator.baseline),
            (_("Target"), lambda f: f.target),
            (_("The fewer, the better"), lambda f: f.indicator.fewer_is_better),
            (_("Achieved"), lambda f: f.total),
            (_("Share of the target"), lambda f: f.share_of_target),
            (_("Source of verification"), lambda f: f.indicator.source),
        ]
    return [
        (_("Day"), lambda row: row.on),
        (_("What"), lambda row: row.what),
        (pgettext_lazy("row", "Who"), lambda row: row.who),
        (_("Territory"), lambda row: row.territory),
        (_("Women"), lambda row: row.women),
        (_("Men"), lambda row: row.men),
        (_("Sex not said"), lambda row: row.unsaid),
        (_("Minutes"), lambda row: row.minutes),
    ]
