"""What was lent, and what spaces were used for."""

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet, Sum

from taghyir.places.models import Territory
from taghyir.spaces.models import Loan, Use
from taghyir.spaces.policies import visible_loans


def loans_with_all(actor: Any) -> QuerySet[Loan]:
    """What is out, the latest due first, then what is back."""
    rows = visible_loans(actor).select_related(
        "space__territory",
        "booking__organisation",
        "booking__person",
        "booking__gathering",
        "booking__booked_by__person",
    )
    return rows.order_by(F("back_at").desc(nulls_first=True), "due_at", "pk")


def uses_between(territory: Territory | None, first: dt.date, last: dt.date) -> QuerySet[Use]:
    """What spaces were used for from one day to another, both included, by the day it began there; everywhere for None.

    Each row has `present`, the sum of its women, men and people whose sex is not said.
    """
    rows = Use.objects.filter(held_on__range=(first, last))
    if territory is not None:
        rows = rows.filter(booking__space__territory=territory)
    return rows.annotate(present=F("women") + F("men") + F("unsaid")).order_by("held_on", "pk")


def presences(uses: QuerySet[Use]) -> dict[str, int]:
    """How many were present: who comes twice is counted twice. `present` is the sum of the other three."""
    sums = uses.order_by().aggregate(women=Sum("women"), men=Sum("men"), unsaid=Sum("unsaid"))
    counted = {name: number or 0 for name, number in sums.items()}
    return counted | {"present": sum(counted.values())}
