"""How long a demand waits for its answer, and an accepted one for its first meeting."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import TruncMonth

from taghyir.accompaniment.models import Demand, Service
from taghyir.places.models import Territory

FEWEST = 5  # demands from which a delay is told: below, somebody would be recognised


class Percentile(Aggregate):
    """The value below which this part of the others lies."""

    function = "percentile_cont"
    name = "percentile"
    output_field = DurationField()
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, part: float):
        super().__init__(expression, part=part)


@dataclass(slots=True)
class Delay:
    """Demands received in one territory in one month; days are None below five of them."""

    territory: Territory
    month: dt.date
    received: int
    decided: int = 0
    median: int | None = None
    slowest: int | None = None  # nine in ten were answered within
    met: int = 0
    meeting_median: int | None = None
    meeting_slowest: int | None = None


def delays_of(demands: QuerySet[Demand]) -> list[Delay]:
    """By territory and month of reception, the latest month first. Three statements, however many demands."""
    rows = demands.order_by().annotate(month=TruncMonth("received_on"))
    territories = {one.pk: one for one in Territory.objects.order_by("order")}
    found = {
        (key, month): Delay(territories[key], month, count)
        for key, month, count in rows.values_list("territory", "month").annotate(count=Count("pk"))
    }
    decided = rows.exclude(state__in=Demand.UNDECIDED).filter(decided_on__isnull=False)
    for key, month, count, median, slowest in _spread(decided, F("decided_on") - F("received_on")):
        line = found[key, month]
        line.decided, line.median, line.slowest = count, _days(count, median), _days(count, slowest)
    for key, month, count, median, slowest in _spread(_met(decided), F("first_on") - F("decided_on")):
        line = found[key, month]
        line.met, line.meeting_median, line.meeting_slowest = count, _days(count, median), _days(count, slowest)
    return sorted(found.values(), key=lambda one: (-one.month.toordinal(), one.territory.order))


def _met(decided: QuerySet[Demand]) -> QuerySet[Demand]:
    """Accepted demands with the day of the first service in their file."""
    first = Service.objects.filter(case__demand=OuterRef("pk")).order_by().values("case").annotate(on=Min("given_on"))
    met = decided.annotate(first_on=Subquery(first.values("on"), output_field=DateField()))
    return met.filter(first_on__gte=F("decided_on"))


def _spread(rows: QuerySet[Demand], waited: Any) -> QuerySet[Any, Any]:
    timed = rows.annotate(waited=ExpressionWrapper(waited, output_field=DurationField()))
    return timed.values_list("territory", "month").annotate(
        count=Count("pk"), half=Percentile("waited", 0.5), nine=Percentile("waited", 0.9)
    )


def _days(count: int, waited: dt.timedelta | None) -> int | None:
    return round(waited / dt.timedelta(days=1)) if waited is not None and count >= FEWEST else None
