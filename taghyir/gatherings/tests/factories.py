import datetime as dt

import factory

from taghyir.gatherings.models import Attendance, Gathering
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.tables.search import search_text


class GatheringFactory(factory.django.DjangoModelFactory):
    """A Café citoyen in Nador, in March 2026, organised by Leïla. Elsewhere: `GatheringFactory(territory__code="KEF")`."""

    class Meta:
        model = Gathering

    kind = Gathering.Kind.CAFE
    title = "Café citoyen de Zaïo"
    territory = factory.SubFactory(TerritoryFactory)
    where = "Maison des jeunes"
    held_on = dt.date(2026, 3, 14)
    organised_by = factory.LazyFunction(lambda: somebody("leila"))
    folded = factory.LazyAttribute(lambda gathering: search_text(gathering.title, gathering.where))


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A woman came, without organisation, unless told otherwise."""

    class Meta:
        model = Attendance

    gathering = factory.SubFactory(GatheringFactory)
    person = factory.SubFactory(PersonFactory, territory=factory.SelfAttribute("..gathering.territory"))
    sex = factory.SelfAttribute("person.sex")


def known_person(given: str, family: str, given_ar: str = "", family_ar: str = "", code: str = "NAD", **facts):
    """Somebody recorded earlier in a territory, who can be found by half a name."""
    return PersonFactory(
        given_name=given,
        family_name=family,
        given_name_ar=given_ar,
        family_name_ar=family_ar,
        territory=TerritoryFactory(code=code),
        folded=search_text(f"{given} {family}".strip(), f"{given_ar} {family_ar}".strip()),
        **facts,
    )
