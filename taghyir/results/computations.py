"""How each computed indicator is counted from the work itself: which rows, which measure, and in words.

A row is something somebody recorded: a case, a service, a need, a meeting. The figure is the measure over the rows of a
period, so a figure and the list behind it can never differ. Definitions follow domain practice: DLA, Ateneus, AECID.
"""

from typing import Any

from django.db.models import (
    Avg,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Extract
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case, Service
from taghyir.accompaniment.policies import visible_cases
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.policies import visible_gatherings
from taghyir.needs.models import Need
from taghyir.needs.policies import visible_needs
from taghyir.people.models import User
from taghyir.results.computation import Computation
from taghyir.results.periods import Period
from taghyir.spaces.models import Use
from taghyir.spaces.policies import visible_uses
from taghyir.spaces.queries import uses_between


def _cases(period: Period) -> QuerySet:
    """Cases open on at least one day of the period."""
    return Case.objects.filter(opened_on__lte=period.ends_on).filter(
        Q(closed_on=None) | Q(closed_on__gte=period.starts_on)
    )


def _first_meetings(period: Period) -> QuerySet:
    """Cases whose first service was given in the period, with the days waited since the demand."""
    first = (
        Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(on=Min("given_on")).values("on")
    )
    waited = ExpressionWrapper(F("first_service_on") - F("demand__received_on"), output_field=DurationField())
    cases = Case.objects.annotate(first_service_on=Subquery(first, output_field=DateField()))
    return cases.filter(first_service_on__range=(period.starts_on, period.ends_on)).annotate(
        waited_days=Cast(Extract(waited, "epoch"), FloatField()) / Value(86_400.0)
    )


def _services(period: Period) -> QuerySet:
    return Service.objects.filter(given_on__range=(period.starts_on, period.ends_on))


def _needs_heard(period: Period) -> QuerySet:
    return Need.objects.filter(heard_on__range=(period.starts_on, period.ends_on))


def _needs_answered(period: Period) -> QuerySet:
    return Need.objects.filter(answered_on__range=(period.starts_on, period.ends_on))


def _names_on_sheet(**condition: Any) -> Coalesce:
    """How many names of the sheet fulfil `condition`, without multiplying the heads counted beside it."""
    names = Attendance.objects.filter(gathering=OuterRef("pk"), **condition).order_by().values("gathering")
    return Coalesce(Subquery(names.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _gatherings(period: Period) -> QuerySet:
    """Meetings of the period with everybody who came: names on the sheet and heads counted."""
    return Gathering.objects.filter(held_on__range=(period.starts_on, period.ends_on)).annotate(
        came=_names_on_sheet() + F("women_counted") + F("men_counted"),
        women_came=_names_on_sheet(sex="F") + F("women_counted"),
        men_came=_names_on_sheet(sex="M") + F("men_counted"),
        unsaid_came=_names_on_sheet() - _names_on_sheet(sex__in=("F", "M")),
    )


def _names(period: Period) -> QuerySet:
    return Attendance.objects.filter(gathering__held_on__range=(period.starts_on, period.ends_on))


def _uses(period: Period) -> QuerySet[Use]:
    return uses_between(None, period.starts_on, period.ends_on)


def _own_cases(actor: User) -> Q:
    return Q(pk__in=visible_cases(actor).values("pk"))


def _services_of_own_cases(actor: User) -> Q:
    return Q(case__in=visible_cases(actor).values("pk"))


def _own_needs(actor: User) -> Q:
    return Q(pk__in=visible_needs(actor).values("pk"))


def _own_gatherings(actor: User) -> Q:
    return Q(pk__in=visible_gatherings(actor).values("pk"))


def _names_of_own_gatherings(actor: User) -> Q:
    return Q(gathering__in=visible_gatherings(actor).values("pk"))


def _own_uses(actor: User) -> Q:
    return Q(pk__in=visible_uses(actor).order_by().values("pk"))


def _organisations(condition: Q | None = None) -> Count:
    return Count("organisation", distinct=True, filter=condition)


_LED_BY_WOMEN = Q(organisation__is_women_led=True)
_HOURS = Cast(Sum("minutes"), FloatField()) / Value(60.0)
_PRESENT = Sum(F("women") + F("men") + F("unsaid"))
_BY_SEX = {name: Sum(name) for name in ("women", "men", "unsaid")}

COMPUTATIONS = {
    computation.key: computation
    for computation in (
        Computation(
            "organisations_accompanied",
            _("organisations accompanied"),
            _("Organisations with a case open on at least one day of the period. Each is counted once."),
            _("Organisations that only asked, were referred, put to wait or refused."),
            _cases,
            _own_cases,
            _organisations(),
            parts={"new": _organisations(Q(is_new_enterprise=True)), "women_led": _organisations(_LED_BY_WOMEN)},
            is_sum=False,
        ),
        Computation(
            "new_organisations_accompanied",
            _("organisations being created, accompanied"),
            _("Organisations accompanied that were being created when their demand was accepted."),
            _("Organisations that existed before their demand."),
            _cases,
            _own_cases,
            _organisations(Q(is_new_enterprise=True)),
            counted=Q(is_new_enterprise=True),
            is_sum=False,
        ),
        Computation(
            "existing_organisations_accompanied",
            _("existing organisations accompanied"),
            _("Organisations accompanied that existed before their demand."),
            _("Organisations that were being created."),
            _cases,
            _own_cases,
            _organisations(Q(is_new_enterprise=False)),
            counted=Q(is_new_enterprise=False),
            is_sum=False,
        ),
        Computation(
            "women_led_organisations_accompanied",
            _("women-led organisations accompanied"),
            _("Organisations accompanied that say they are led by women."),
            _("Organisations that have not said it."),
            _cases,
            _own_cases,
            _organisations(_LED_BY_WOMEN),
            counted=_LED_BY_WOMEN,
            is_sum=False,
        ),
        Computation(
            "services_given",
            _("services given"),
            _("Services recorded for a case, by the day they were given."),
            _("Calls and meetings that nobody recorded, and meetings without a case."),
            _services,
            _services_of_own_cases,
            Count("pk"),
            territory="case__territory",
        ),
        Computation(
            "hours_of_service",
            _("hours of service"),
            _(
                "Minutes of the services recorded, divided by sixty. A group session counts for each enterprise that came."
            ),
            _("Travel and preparation."),
            _services,
            _services_of_own_cases,
            _HOURS,
            territory="case__territory",
        ),
        Computation(
            "people_present_at_services",
            _("presences at services"),
            _(
                "Women, men and people whose sex is not said, counted at each service. "
                "Who comes to a group session is counted once, with their enterprise."
            ),
            _("Different people: services count heads, not names."),
            _services,
            _services_of_own_cases,
            _PRESENT,
            territory="case__territory",
            parts=_BY_SEX,
        ),
        Computation(
            "attendances",
            _("attendances at meetings"),
            _("Names on the sheets of meetings, and heads counted without a name."),
            _("Different people: somebody who comes twice is counted twice."),
            _gatherings,
            _own_gatherings,
            Sum("came"),
            parts={"women": Sum("women_came"), "men": Sum("men_came"), "unsaid": Sum("unsaid_came")},
            beside="people_met",
        ),
        Computation(
            "people_met",
            _("different people at meetings"),
            _("People whose name is on at least one sheet of the period. Each is counted once."),
            _("Heads counted without a name: they cannot be told apart."),
            _names,
            _names_of_own_gatherings,
            Count("person", distinct=True),
            territory="gathering__territory",
            parts={
                "women": Count("person", distinct=True, filter=Q(sex="F")),
                "men": Count("person", distinct=True, filter=Q(sex="M")),
                "unsaid": Count("person", distinct=True, filter=~Q(sex__in=("F", "M"))),
            },
            is_sum=False,
            beside="attendances",
        ),
        Computation(
            "uses_of_spaces",
            _("uses of spaces"),
            _("Bookings of rooms, desks and equipment of which somebody wrote who came, by the day they began."),
            _("Bookings to which nobody came, and those of which nobody wrote who came."),
            _uses,
            _own_uses,
            Count("pk"),
            territory="booking__space__territory",
        ),
        Computation(
            "people_present_in_spaces",
            _("presences in spaces"),
            _("Women, men and people whose sex is not said, counted at each use."),
            _("Different people: uses count heads, not names."),
            _uses,
            _own_uses,
            Sum("present"),
            territory="booking__space__territory",
            parts=_BY_SEX,
        ),
        Computation(
            "needs_heard",
            _("needs heard"),
            _("Needs by the day they were heard."),
            _("Words that nobody wrote down."),
            _needs_heard,
            _own_needs,
            Count("pk"),
            parts={"women": Count("pk", filter=Q(sex="F")), "men": Count("pk", filter=Q(sex="M"))},
        ),
        Computation(
            "needs_answered",
            _("needs answered"),
            _("Needs by the day they were answered, whatever the answer."),
            _("Needs still open."),
            _needs_answered,
            _own_needs,
            Count("pk"),
            parts={"told": Count("pk", filter=Q(told_on__isnull=False))},
        ),
        Computation(
            "days_to_first_meeting",
            _("days from demand to first meeting"),
            _("Average number of days between the day of the demand and the first service of its case."),
            _("Demands that never had a service."),
            _first_meetings,
            _own_cases,
            Avg("waited_days"),
            is_sum=False,
        ),
    )
}
