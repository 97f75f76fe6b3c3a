import datetime as dt

import factory
from django.utils import timezone

from taghyir.accompaniment.models import Case, Demand, Objective, PlannedAction, Service
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.needs.models import Need, Theme
from taghyir.people.tests.factories import somebody


def day(ago: int) -> dt.date:
    """So many days ago; negative: in so many days."""
    return timezone.localdate() - dt.timedelta(days=ago)


def need_of(organisation, **facts) -> Need:
    """A need of the organisation, heard by Karim who owns it."""
    known = {
        "organisation": organisation,
        "territory": organisation.territory,
        "theme": Theme.MARKET,
        "words": "Vendre avec une étiquette en règle",
        "owner": somebody("karim"),
        "heard_by": somebody("karim"),
        "heard_on": day(70),
        "due_on": day(-20),
    }
    return Need.objects.create(**known | facts)


class DemandFactory(factory.django.DjangoModelFactory):
    """A demand received at the desk in Nador, by Karim, sixty days ago."""

    class Meta:
        model = Demand

    organisation = factory.SubFactory(OrganisationFactory)
    territory = factory.SelfAttribute("organisation.territory")
    channel = Demand.Channel.DESK
    words = "Nous voulons vendre ailleurs qu’au marché de Zaïo."
    received_on = factory.LazyFunction(lambda: day(60))
    received_by = factory.LazyFunction(lambda: somebody("karim"))


class CaseFactory(factory.django.DjangoModelFactory):
    """The open file of an organisation of Nador, followed by Karim. `CaseFactory(organisation=…, adviser=…)`."""

    class Meta:
        model = Case

    organisation = factory.SubFactory(OrganisationFactory)
    territory = factory.SelfAttribute("organisation.territory")
    demand = factory.SubFactory(
        DemandFactory, organisation=factory.SelfAttribute("..organisation"), state=Demand.State.ACCEPTED
    )
    number = factory.Sequence(lambda n: f"NAD-2020-{n:04}")
    adviser = factory.LazyFunction(lambda: somebody("karim"))
    opened_on = factory.LazyFunction(lambda: day(50))


def case_of(organisation, **facts) -> Case:
    """The open file of the organisation, the one that is there or a new one."""
    known = Case.objects.open().filter(organisation=organisation).first()
    return known or CaseFactory(organisation=organisation, **facts)


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    case = factory.SubFactory(CaseFactory)
    words = "Vendre avec une étiquette en règle"


class PlannedActionFactory(factory.django.DjangoModelFactory):
    """An action of the plan, for one need unless `needs=[…]` says otherwise."""

    class Meta:
        model = PlannedAction
        skip_postgeneration_save = True

    objective = factory.SubFactory(ObjectiveFactory)
    words = "Préparer le dossier d’étiquettes"
    done_by = "Karim et Fatma"
    due_on = factory.LazyFunction(lambda: day(-20))

    @factory.post_generation
    def needs(self, create, given, **_options):
        self.needs.set(given or [need_of(self.objective.case.organisation)])


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    case = factory.SubFactory(CaseFactory)
    given_on = factory.LazyFunction(lambda: day(10))
    minutes = 90
    topic = Service.Topic.PRICING
    women = 3
    men = 1
    notes = "Calcul du prix de revient, ensemble."
    given_by = factory.SelfAttribute("case.adviser")
