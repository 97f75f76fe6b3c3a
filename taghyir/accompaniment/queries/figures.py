"""How much was given, for those who count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from taghyir.accompaniment.models import Service
from taghyir.catalogue.models import ServiceKind, Topic


def totals_of(services: QuerySet[Service]) -> dict[str, int]:
    """How many `services`, their `minutes`, and the presences of `women` and `men`: who comes twice is counted twice."""
    totals = services.aggregate(count=Count("pk"), minutes=Sum("minutes"), women=Sum("women"), men=Sum("men"))
    return {name: value or 0 for name, value in totals.items()}


@dataclass(frozen=True)
class OfKind:
    """How much was given of one kind of service, or of a subject without a kind."""

    kind: ServiceKind | None
    topic: str
    count: int
    minutes: int
    women: int
    men: int

    @property
    def title(self) -> str:
        return str(self.kind or Topic(self.topic).label)


def totals_by_kind(services: QuerySet[Service]) -> list[OfKind]:
    """The same totals kind by kind, what was given most first; presences as in `totals_of`. Two statements."""
    groups = services.order_by().values("kind", "topic")
    sums = groups.annotate(n=Count("pk"), time=Sum("minutes"), all_women=Sum("women"), all_men=Sum("men"))
    rows: list[dict[str, Any]] = [dict(row) for row in sums.order_by("-n", "topic", "kind")]
    kinds = ServiceKind.objects.defer("loaded", "folded").in_bulk([row["kind"] for row in rows if row["kind"]])
    return [
        OfKind(kinds.get(row["kind"]), row["topic"], row["n"], row["time"], row["all_women"], row["all_men"])
        for row in rows
    ]
