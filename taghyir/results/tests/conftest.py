import datetime as dt

import pytest

from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.results.tests.factories import case_of, serve


@pytest.fixture
def work():
    """Two organisations of Nador, one of Le Kef; a fourth closed before the year."""
    nador, kef = TerritoryFactory(), TerritoryFactory(code="KEF")
    tifawin = case_of(OrganisationFactory(name="Tifawin", territory=nador, is_women_led=True))
    tuizi = case_of(OrganisationFactory(name="Tuizi", territory=nador, is_women_led=False), is_new=True)
    dyr = case_of(
        OrganisationFactory(
            name="Dyr", name_ar="", territory=kef, country="TN", place=None, legal_form=None, is_women_led=False
        )
    )
    old = OrganisationFactory(name="Old", territory=kef, country="TN", place=None, legal_form=None)
    case_of(old, opened_on=dt.date(2024, 1, 10), closed_on=dt.date(2025, 6, 1))
    serve(tifawin)
    serve(tifawin, on=dt.date(2026, 4, 2), minutes=30, women=1, men=0)
    serve(dyr, women=0, men=4)
    serve(dyr, on=dt.date(2025, 12, 31))
    return {"tifawin": tifawin, "tuizi": tuizi, "dyr": dyr, "nador": nador, "kef": kef}
