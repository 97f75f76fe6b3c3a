"""What happened in a period, for those who count: files, organisations, services, the delay to a first meeting."""

import datetime as dt
from typing import Protocol

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


def first_meetings_in(period: Days, territory: Territory | None = None) -> CaseQuerySet:
    """Files whose first service was given in `period`, with `first_service_on` and `waited`, the time since the demand."""
    first = Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(on=Min("given_on"))
    met = Case.objects.annotate(first_service_on=Subquery(first.values("on"), output_field=DateField())).filter(
        first_service_on__range=(period.starts_on, period.ends_on)
    )
    met = met.filter(territory=territory) if territory else met
    waited = ExpressionWrapper(F("first_service_on") - F("demand__received_on"), output_field=DurationField())
    return met.annotate(waited=waited)
