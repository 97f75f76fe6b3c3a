"""What a way of counting is: which rows, which measure, who may open them, and in words what is counted and left out."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Value

from taghyir.people.models import User
from taghyir.results.periods import Period
from taghyir.tables.statements import Statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Computation:
    """One way of counting. `measure` and `parts` are aggregates over `rows`; `territory` is the path of their territory."""

    key: str
    name: Any
    counts: Any  # what it counts, in words
    leaves_out: Any  # what it does not count, in words
    rows: Callable[[Period], QuerySet]
    seen_by: Callable[[User], Q]  # which of the rows somebody may open
    measure: Any
    territory: str = "territory"
    parts: dict[str, Any] = field(default_factory=dict)
    counted: Q = Q()  # which rows make the figure; the others only say that there is something to count from
    is_sum: bool = True  # whether the total is the sum of the territories
    beside: str = ""  # the computation always shown beside this one

    def counted_rows(self, period: Period) -> QuerySet:
        """The rows that make the figure."""
        return self.rows(period).filter(self.counted)

    def of_territories(self, period: Period) -> list[Row]:
        """`value` and each part, for each territory that has rows in `period`."""
        return self._of_territories.rows(first=period.starts_on, last=period.ends_on)

    def of_all(self, period: Period) -> Row:
        """The same over all rows of `period`; empty when there is none."""
        return self._of_all.first(first=period.starts_on, last=period.ends_on) or {}

    @cached_property
    def _of_territories(self) -> Statement[Row]:
        def build(first: dt.date, last: dt.date) -> QuerySet[Any, Row]:
            return self._measured(first, last, self.territory)

        return Statement(build)

    @cached_property
    def _of_all(self) -> Statement[Row]:
        def build(first: dt.date, last: dt.date) -> QuerySet[Any, Row]:
            return self._measured(first, last, "everywhere")

        return Statement(build)

    def _measured(self, first: dt.date, last: dt.date, by: str) -> QuerySet[Any, Row]:
        rows = self.rows(Period(first, last, "")).order_by()
        rows = rows.annotate(everywhere=Value(1, output_field=IntegerField()))
        return rows.values(by).annotate(value=self.measure, **self.parts)
