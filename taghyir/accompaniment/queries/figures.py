"""How much was given, for those who count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from taghyir.accompaniment.models import Service
from taghyir.catalogue.models import ServiceKind, Topic


def totals_of(services: QuerySet[Service]) -> dict[str, int]:
    """How many `services`, their `minutes`, and the presences: who comes twice is counted twice.

    `present` is everybody: `women`, `men`, and those who do not say their sex (`unsaid`).
    """
    sums = {name: Sum(name) for name in ("minutes", "women", "men", "unsaid")}
    totals = {name: value or 0 for name, value in services.aggregate(count=Count("pk"), **sums).items()}
    return totals | {"present": totals["women"] + totals["men"] + totals["unsaid"]}


@dataclass(frozen=True)
class OfKind:
    """How much was given of one kind of service, or of a subject without a kind."""

    kind: ServiceKind | None
    topic: str
    count: int
    minutes: int
    women: int
    men: int
    unsaid: int

    @property
    def title(self) -> str:
        return str(self.kind or Topic(self.topic).label)


def totals_by_kind(services: QuerySet[Service]) -> list[OfKind]:
    """The same totals kind by kind, what was given most first; presences as in `totals_of`. Two statements."""
    groups = services.order_by().values("kind", "topic")
    present = {f"all_{sex}": Sum(sex) for sex in ("women", "men", "unsaid")}
    sums = groups.annotate(n=Count("pk"), time=Sum("minutes"), **present)
    rows: list[dict[str, Any]] = [dict(row) for row in sums.order_by("-n", "topic", "kind")]
    kinds = ServiceKind.objects.defer("loaded", "folded").in_bulk([row["kind"] for row in rows if row["kind"]])
    return [
        OfKind(kinds.get(row["kind"]), row["topic"], row["n"], row["time"], *(row[name] for name in present))
        for row in rows
    ]
