import datetime as dt

import factory

from taghyir.accompaniment.models import Case, Demand, Service
from taghyir.people.tests.factories import adviser_of
from taghyir.results.models import Goal, Indicator


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal
        django_get_or_create = ("code",)

    level = Goal.Level.RESULT
    code = "A2.OE.R1"
    name_fr = "Les entreprises de l’ESS sont accompagnées"
    name_ar = "مقاولات الاقتصاد الاجتماعي والتضامني مواكَبة"


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A typed indicator; `IndicatorFactory(computation="services_given")` for a computed one."""

    class Meta:
        model = Indicator

    goal = factory.SubFactory(GoalFactory)
    code = factory.Sequence("A2.OE.R1.I{}".format)
    name_fr = factory.LazyAttribute(lambda o: f"Indicateur {o.code}")
    name_ar = "مؤشر"


def case_of(organisation, *, opened_on=dt.date(2026, 2, 1), is_new=False, closed_on=None, waited=10):
    adviser = adviser_of(organisation.territory.code)
    demand = Demand.objects.create(
        organisation=organisation,
        territory=organisation.territory,
        channel="desk",
        words="…",
        received_on=opened_on - dt.timedelta(days=waited),
        received_by=adviser,
        state="accepted",
    )
    return Case.objects.create(
        number=f"{organisation.territory.code}-{demand.pk}",
        organisation=organisation,
        territory=organisation.territory,
        demand=demand,
        adviser=adviser,
        is_new_enterprise=is_new,
        opened_on=opened_on,
        closed_on=closed_on,
        exit="achieved" if closed_on else "",
        exit_reason="…" if closed_on else "",
    )


def serve(case, *, on=dt.date(2026, 3, 1), minutes=90, women=3, men=1, unsaid=0):
    return Service.objects.create(
        case=case,
        given_on=on,
        minutes=minutes,
        topic="pricing",
        women=women,
        men=men,
        unsaid=unsaid,
        given_by=case.adviser,
    )
