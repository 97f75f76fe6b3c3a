"""Who gets what at the doors of the places."""

import datetime as dt

from taghyir.core.testing import Line
from taghyir.places.models import Holiday
from taghyir.places.tests.factories import TerritoryFactory

COORDINATORS = ("amina", "pilar")


def permissions():
    """Places and holidays are read by all who have an account; a coordinator keeps the table of their country."""
    fete = Holiday.objects.create(country="MA", on=dt.date(2027, 7, 30), name_fr="Fête du Trône", name_ar="عيد العرش")
    youth = Holiday.objects.create(country="TN", on=dt.date(2027, 3, 20), name_fr="Indépendance", name_ar="الاستقلال")
    TerritoryFactory()
    TerritoryFactory(code="KEF")
    new = {"country": "MA", "on": "2027-03-10", "name_fr": "Aïd", "name_ar": "العيد"}
    changed = {"on": "2027-07-29", "name_fr": "Fête", "name_ar": "عيد"}
    return [
        Line("places:places", {}, everybody_else=200),
        Line("places:holidays", {}, everybody_else=200),
        Line("places:add_holiday", dict.fromkeys(COORDINATORS, 200), everybody_else=403),
        Line("places:add_holiday", dict.fromkeys(COORDINATORS, 302), 403, method="post", body=new),
        Line("places:change_holiday", dict.fromkeys(COORDINATORS, 200), 403, (fete.pk,)),
        Line("places:change_holiday", {"pilar": 200}, 403, (youth.pk,)),
        Line("places:change_holiday", dict.fromkeys(COORDINATORS, 302), 403, (fete.pk,), "post", changed),
        Line("places:remove_holiday", dict.fromkeys(COORDINATORS, 302), 403, (fete.pk,), "post"),
        Line("places:remove_holiday", {"pilar": 302}, 403, (youth.pk,), "post"),
        Line("places:change_contact", dict.fromkeys(COORDINATORS, 200), 403, ("nador",)),
        Line("places:change_contact", {"pilar": 200}, 403, ("le-kef",)),
        Line(
            "places:change_contact", dict.fromkeys(COORDINATORS, 302), 403, ("nador",), "post", {"phone": "0536601234"}
        ),
    ]
