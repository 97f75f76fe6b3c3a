"""Who has not been in touch: a contact is a service given, or a next step that was written. And the load of each adviser."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, DateField, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from taghyir.accompaniment.models import Case, CaseQuerySet, Service
from taghyir.accompaniment.queries import SILENT_AFTER, cases_to_follow
from taghyir.core.models import Entry
from taghyir.people.models import COORDINATORS, Leave, Role, User

WITHOUT_CONTACT_AFTER = SILENT_AFTER
LOOKED_BACK = 30  # days of services in a load


def _steps_written() -> QuerySet[Entry]:
    """Lines that say a next step was promised for the file of the row."""
    kind = ContentType.objects.get_for_model(Case).pk
    written = Entry.objects.filter(verb="case.next_step_set", subject_type=kind, subject_id=OuterRef("pk"))
    return written.exclude(details__step="").order_by()


def without_contact(days: int = WITHOUT_CONTACT_AFTER) -> Q:
    """The condition on open files: opened `days` days ago or more, no service since, no step written after that day."""
    limit = timezone.localdate() - dt.timedelta(days=days)
    after = timezone.make_aware(dt.datetime.combine(limit + dt.timedelta(days=1), dt.time.min))
    given = Service.objects.filter(case=OuterRef("pk"), given_on__gt=limit)
    return Q(~Exists(given), ~Exists(_steps_written().filter(at__gte=after)), closed_on=None, opened_on__lte=limit)


def files_without_contact(actor: User, days: int = WITHOUT_CONTACT_AFTER) -> CaseQuerySet:
    """Open files that rest on `actor` and have been silent for so many days."""
    return cases_to_follow(actor).filter(without_contact(days)).order_by("opened_on", "pk")


def cases_with_contact(actor: User) -> CaseQuerySet:
    """Open files that rest on `actor`, each with `last_contact_on`, its opening when there was none; the most silent first."""
    given = Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(on=Max("given_on"))
    written = _steps_written().values("subject_id").annotate(on=Max("at")).values("on")
    last_step = TruncDate(Subquery(written))
    last = Greatest(
        Coalesce(Subquery(given.values("on"), output_field=DateField()), F("opened_on")),
        Coalesce(last_step, F("opened_on")),
    )
    return cases_to_follow(actor).annotate(last_contact_on=last).order_by("last_contact_on", "pk")


def loads_of_advisers(actor: User) -> QuerySet[User]:
    """Advisers of the territories that `actor` coordinates, and who follows files there, with what rests on each, the most first.

    `open_cases`, `late_steps`, `silent` files; `minutes` and `service_count` of the last thirty days; `away_until`.
    """
    reach, today = actor.reach(*COORDINATORS), timezone.localdate()
    there = reach.q() if reach else Q(pk__in=[])
    cases = Case.objects.open().filter(there, adviser=OuterRef("pk")).order_by().values("adviser")
    services = Service.objects.filter(
        reach.q("case__territory") if reach else Q(pk__in=[]),
        given_by=OuterRef("pk"),
        given_on__gt=today - dt.timedelta(days=LOOKED_BACK),
        given_on__lte=today,
    )
    given = services.order_by().values("given_by")
    away = Leave.objects.filter(user=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today).order_by("-ends_on")
    advises = Role.objects.on(today).filter(there, kind=Role.Kind.ADVISER).values("user")
    follows = Case.objects.open().filter(there).values("adviser")
    rows = User.objects.filter(Q(pk__in=advises) | Q(pk__in=follows), is_active=True)
    return (
        rows.select_related("person")
        .annotate(
            open_cases=_number(cases.annotate(n=Count("pk"))),
            late_steps=_number(cases.filter(next_step_on__lt=today).annotate(n=Count("pk"))),
            silent=_number(cases.filter(without_contact()).annotate(n=Count("pk"))),
            minutes=_number(given.annotate(n=Sum("minutes"))),
            service_count=_number(given.annotate(n=Count("pk"))),
            away_until=Subquery(away.values("ends_on")[:1]),
        )
        .order_by("-open_cases", "person__family_name", "pk")
    )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0)
