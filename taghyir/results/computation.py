"""What a way of counting is: which rows, which measure, who may open them, and in words what is counted and left out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from taghyir.people.models import User
from taghyir.results.periods import Period


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

    def measures(self) -> dict[str, Any]:
        """The aggregates of `value` and of each part."""
        return {"value": self.measure, **self.parts}
