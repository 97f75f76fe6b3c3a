"""The waiting list of each territory, in its order."""

from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from taghyir.accompaniment.models import Demand
from taghyir.intake.policies import visible_waiting_demands
from taghyir.places.models import Territory

# who was given a place comes at it, the others after, the one that waits longest first
ORDER = (F("turn__rank").asc(nulls_last=True), F("decided_on").asc(), F("received_on").asc(), F("pk").asc())


def order_of_waiting(territory: Territory) -> QuerySet[Demand]:
    """Who waits in one territory, first the one whose turn is next."""
    waiting = Demand.objects.filter(territory=territory, state=Demand.State.WAITING)
    return waiting.select_related("territory").order_by(*ORDER)


def waiting_with_place(actor: Any) -> QuerySet[Demand]:
    """Every list `actor` may read, territory by territory; each demand with its `place` in its own."""
    place = Window(RowNumber(), partition_by=F("territory"), order_by=ORDER)
    rows = visible_waiting_demands(actor).select_related("organisation__place", "territory", "turn__moved_by__person")
    return rows.annotate(place=place).order_by("territory__order", *ORDER)


def turn_of(demand: Demand) -> tuple[int, int]:
    """Its place, and how many wait in its territory; zeros when it does not wait."""
    order = list(order_of_waiting(demand.territory).values_list("pk", flat=True))
    return (order.index(demand.pk) + 1, len(order)) if demand.pk in order else (0, 0)
