"""Phones for the tests of every room: Karim's, in Nador, unless said otherwise."""

import factory

from taghyir.devices.models import Device
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory


class DeviceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Device

    user = factory.LazyFunction(lambda: somebody("karim"))
    name = factory.Sequence("Tecno {}".format)
    territory = factory.SubFactory(TerritoryFactory)
    digest = factory.Sequence("{:064d}".format)
    created_by = factory.SelfAttribute("user")
