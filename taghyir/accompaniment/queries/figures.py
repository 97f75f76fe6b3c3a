"""What happened in a period, for those who count: files, organisations, services, the delay to a first meeting."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from taghyir.accompaniment.models import Case, CaseQuerySet, Service
from taghyir.catalogue.models import ServiceKind, Topic
from taghyir.directory.models import Organisation
from taghyir.places.models import Territory


class Days(Protocol):
    """A period: from the first to the last day, both included."""

    starts_on: dt.date
    ends_on: dt.date


def cases_open_in(period: Days, territory: Territory | None = None) -> CaseQuerySet:
    """Files open on at least one day of `period`: what new or existing, by legal form, women-led are counted on."""
    open_then = Case.objects.filter(opened_on__lte=period.ends_on).filter(
        Q(closed_on=None) | Q(closed_on__gte=period.starts_on)
    )
    return open_then.filter(territory=territory) if territory else open_then


def organisations_accompanied(period: Days, territory: Territory | None = None) -> QuerySet[Organisation]:
    """Organisations with a file open on at least one day of `period`, each once, with `was_new`: created meanwhile."""
    cases = cases_open_in(period, territory)
    return Organisation.objects.filter(pk__in=cases.order_by().values("organisation")).annotate(
        was_new=Exists(cases.filter(organisation=OuterRef("pk"), is_new_enterprise=True))
    )


def services_in(period: Days, territory: Territory | None = None) -> QuerySet[Service]:
    """Services given in `period`; the day they were given counts, not the day they were written."""
    given = Service.objects.filter(given_on__range=(period.starts_on, period.ends_on))
    return given.filter(case__territory=territory) if territory else given


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


def first_meetings_in(period: Days, territory: Territory | None = None) -> CaseQuerySet:
    """Files whose first service was given in `period`, with `first_service_on` and `waited`, the time since the demand."""
    first = Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(on=Min("given_on"))
    met = Case.objects.annotate(first_service_on=Subquery(first.values("on"), output_field=DateField())).filter(
        first_service_on__range=(period.starts_on, period.ends_on)
    )
    met = met.filter(territory=territory) if territory else met
    waited = ExpressionWrapper(F("first_service_on") - F("demand__received_on"), output_field=DurationField())
    return met.annotate(waited=waited)
