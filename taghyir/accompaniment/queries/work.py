"""What waits for somebody: demands without an answer, steps promised, files gone silent."""

import datetime as dt
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from taghyir.accompaniment.models import Case, CaseQuerySet, Demand, Service
from taghyir.accompaniment.policies import ADVISERS, visible_cases, visible_demands, visible_services
from taghyir.catalogue.models import ServiceKind
from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.needs.models import Need
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Leave, User
from taghyir.people.queries import users_with_role
from taghyir.places.models import Territory
from taghyir.tables.statements import Statement, one_of

SILENT_AFTER = 45  # days without a service


def advisers_for(territory: Territory) -> QuerySet[User]:
    """Who may follow a file in `territory` today: its advisers, its coordinators, and who stands in for them."""
    return users_with_role(*ADVISERS, territory=territory)


def _givers(territory: int, country: str, day: dt.date, also: list[int]) -> QuerySet[User]:
    there = users_with_role(*ADVISERS, territory=Territory(pk=territory, country=country), day=day)
    known = User.objects.filter(Q(pk__in=there.order_by().values("pk")) | one_of("pk", also)).select_related("person")
    return known.defer("password", "person__folded").order_by("person__family_name", "pk")


_GIVERS: Statement[User] = Statement(_givers)


def givers_of(case: Case, actor: User) -> list[User]:
    """Who may have given a service of the file: the advisers there today, whoever follows it, and `actor`."""
    place, also = case.territory, sorted({actor.pk, case.adviser_id})
    return _GIVERS.rows(territory=place.pk, country=place.country, day=timezone.localdate(), also=also)


def demands_with_names(actor: User) -> QuerySet[Demand]:
    """Demands `actor` may see, the latest first, with what a list shows of each."""
    return visible_demands(actor).select_related("organisation__place", "territory", "received_by__person")


def last_asked(actor: User, organisation: Organisation) -> Demand | Case | None:
    """The demand of `organisation` that waits, else its last file, of those `actor` may see."""
    states = (*Demand.UNDECIDED, Demand.State.ACCEPTED)
    demands = visible_demands(actor).filter(organisation=organisation, state__in=states).select_related("case")
    last = demands.order_by("-received_on", "-pk").first()
    return getattr(last, "case", last)


def new_demands(actor: User) -> QuerySet[Demand]:
    """Demands that `actor` may decide and nobody has answered, the one that waits longest first."""
    reach = actor.reach(*ADVISERS)
    undecided = Demand.objects.filter(reach.q() if reach else Q(pk__in=[]), state=Demand.State.RECEIVED)
    return undecided.select_related("organisation", "territory").order_by("received_on", "pk")


def cases_with_last_service(actor: User) -> CaseQuerySet:
    """Files `actor` may see, the latest first, each with `last_service_on`."""
    return _with_last_service(visible_cases(actor))


def cases_to_follow(actor: User) -> CaseQuerySet:
    """Open files that rest on `actor`: late promises first, then those left longest without a service."""
    return _with_last_service(_resting_on(actor)).order_by(
        F("next_step_on").asc(nulls_last=True), F("last_service_on").asc(nulls_first=True), "opened_on", "pk"
    )


def next_steps_due(actor: User, *, within_days: int = 7) -> CaseQuerySet:
    """Open files that rest on `actor` with a step promised within so many days, the most late first."""
    until = timezone.localdate() + dt.timedelta(days=within_days)
    return _with_names(_resting_on(actor)).filter(next_step_on__lte=until).order_by("next_step_on", "pk")


def without_service_for(days: int) -> Q:
    """The condition on open files: opened, and last served, `days` days ago or more."""
    limit = timezone.localdate() - dt.timedelta(days=days)
    recent = Service.objects.filter(case=OuterRef("pk"), given_on__gt=limit)
    return Q(~Exists(recent), closed_on=None, opened_on__lte=limit)


def case_of(demand: Demand) -> Case | None:
    """The file a demand has opened, if any."""
    return Case.objects.filter(demand=demand).first()


def cases_with_totals(actor: User) -> CaseQuerySet:
    """Files `actor` may see with `last_service_on`, `service_count` and `service_minutes`, for a table to take away."""
    given = Service.objects.filter(case=OuterRef("pk")).order_by().values("case")
    count, minutes = given.annotate(total=Count("pk")), given.annotate(total=Sum("minutes"))
    return cases_with_last_service(actor).annotate(
        service_count=Coalesce(Subquery(count.values("total"), output_field=IntegerField()), 0),
        service_minutes=Coalesce(Subquery(minutes.values("total"), output_field=IntegerField()), 0),
    )


def services_of(actor: User, case: Case) -> QuerySet[Service]:
    """The services of one file, the latest first."""
    return (
        visible_services(actor).filter(case=case).select_related("case", "given_by__person", "planned_action", "kind")
    )


FEW_KINDS, _YES = 6, BooleanField()


def _kinds(country: str, organisation: int, actor: int) -> QuerySet[ServiceKind]:
    """What may be given in the country; whether it answers an open need of the organisation, when the actor gave it last."""
    answered = Func(
        F("theme"), OuterRef("themes"), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=_YES
    )
    waits_for = Need.objects.open().filter(Q(answered), organisation=organisation).order_by()
    given = Service.objects.filter(kind=OuterRef("pk"), given_by=actor).order_by("-given_on").values("given_on")
    kinds = ServiceKind.objects.offered_in(country).defer("loaded", "folded").order_by("order", "pk")
    return kinds.annotate(answers=Exists(waits_for), last_on=Subquery(given[:1]))


_KINDS: Statement[Any] = Statement(_kinds)  # built once: the form is opened often


def kinds_to_propose(actor: User, case: Case) -> tuple[list[ServiceKind], list[ServiceKind]]:
    """The few kinds of service to tick first, and all that may be given there, in one statement.

    The few: first those that answer what the enterprise still waits for, then those `actor` gave last. All: these on top.
    """
    known = _KINDS.rows(country=case.territory.country, organisation=case.organisation_id, actor=actor.pk)
    likely = [kind for kind in known if kind.setting != ServiceKind.Setting.GROUP and (kind.answers or kind.last_on)]
    likely.sort(key=lambda kind: (not kind.answers, -kind.last_on.toordinal() if kind.last_on else 0))
    return likely[:FEW_KINDS], sorted(known, key=lambda kind: -kind.last_on.toordinal() if kind.last_on else 0)


def services_with_names(actor: User) -> QuerySet[Service]:
    """The services of all the files `actor` sees, the latest first."""
    named = ("case__organisation", "case__territory", "given_by__person", "planned_action", "kind")
    return visible_services(actor).select_related(*named).order_by("-given_on", "-pk")


def _resting_on(actor: User) -> CaseQuerySet:
    """Open files that `actor` follows, or stands in for; a coordinator, all those of their territories."""
    reach = actor.reach(*COORDINATORS)
    if reach.everywhere:
        return Case.objects.open()
    followed = followed_by(actor.pk, timezone.localdate())
    return Case.objects.open().filter(followed | reach.q() if reach else followed)


def followed_by(user: int, day: dt.date) -> Q:
    """The condition on files: `user` is their adviser that day, or stands in for them."""
    absent = Leave.objects.filter(substitute=user, starts_on__lte=day, ends_on__gte=day).values("user")
    return Q(adviser=user) | Q(adviser__in=absent)


def _with_names(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.select_related("organisation__place", "organisation__legal_form", "territory", "adviser__person")


def _with_last_service(cases: CaseQuerySet) -> CaseQuerySet:
    last = Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(on=Max("given_on"))
    return _with_names(cases).annotate(last_service_on=Subquery(last.values("on"), output_field=DateField()))


def organisations_that_may_ask(actor: User) -> QuerySet[Organisation]:
    """Those whose demand `actor` may record: they see the whole directory, and work in a part of it."""
    return visible_organisations(actor).filter(actor.reach(*FIELD_STAFF).q())
