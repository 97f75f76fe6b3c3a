import factory

from taghyir.desk.actions import ask_for_help
from taghyir.desk.models import HelpRequest
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory


def zaio() -> Place:
    """The commune of Zaïo, in the territory of Nador."""
    nador = PlaceFactory(code="02.381", level=Place.Level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    TerritoryFactory().places.add(nador)
    place = PlaceFactory()
    if place.parent_id != nador.pk:
        place.parent = nador
        place.save()
    return place


class HelpRequestFactory(factory.Factory):
    """Somebody of Zaïo asks, as everybody does: through the action."""

    class Meta:
        model = HelpRequest

    words = "Nous voulons vendre nos amandes hors du souk."
    place = factory.LazyFunction(zaio)
    name = "Malika"
    phone = "0661 22 33 44"

    @classmethod
    def _create(cls, model_class, *args, **asked):
        return ask_for_help(actor=None, **asked)
