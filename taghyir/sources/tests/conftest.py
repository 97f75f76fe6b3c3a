import pytest

from taghyir.directory.actions import load_legal_forms
from taghyir.people.models import User
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory


@pytest.fixture
def ground():
    """The territories of Nador, Le Kef and Tunis with a few of their places, and the legal forms."""
    level = Place.Level
    nador = PlaceFactory(code="02.381", level=level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    PlaceFactory(parent=nador)
    kef = PlaceFactory(country="TN", code="23", level=level.GOUVERNORAT, name_fr="Le Kef", name_ar="الكاف")
    PlaceFactory(country="TN", code="2355", level=level.DELEGATION, name_fr="Tajerouine", name_ar="تاجروين", parent=kef)
    tunis = PlaceFactory(country="TN", code="11", level=level.GOUVERNORAT, name_fr="Tunis", name_ar="تونس")
    PlaceFactory(country="TN", code="1153", level=level.DELEGATION, name_fr="Bab Bhar", name_ar="باب بحر", parent=tunis)
    for code, place in (("NAD", nador), ("KEF", kef), ("TUN", tunis)):
        TerritoryFactory(code=code).places.add(place)
    load_legal_forms(actor=User.objects.robot())
