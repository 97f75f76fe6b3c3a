"""Who gets what at the doors of phones."""

from django.utils import timezone

from taghyir.core.testing import Line
from taghyir.devices.tests.factories import DeviceFactory
from taghyir.people.tests.factories import PEOPLE, somebody
from taghyir.places.tests.factories import TerritoryFactory

FIELD = ("amina", "karim", "hedi", "pilar")
FOLLOW = ("amina", "pilar")


def permissions():
    """Karim's phone, and one that Salma, who only studies there, carries in the name of Amina; both in Nador."""
    nador = TerritoryFactory()
    own, lent = DeviceFactory(), DeviceFactory(user=somebody("amina"), person=somebody("salma").person)
    everybody = dict.fromkeys(PEOPLE, 200)
    written = {"name": "Tecno", "territory": nador.pk, "expires_on": f"{timezone.localdate()}"}
    follow, of_salma = dict.fromkeys(FOLLOW, 200), f"person={somebody('salma').person_id}"
    return [
        Line("devices:my_devices", everybody),
        Line("devices:devices", follow, 403),
        Line("devices:devices", follow, 403, query="format=csv"),
        Line("devices:devices", follow, 403, query="format=xlsx&state=silent&q=tecno&territory=nador"),
        Line("devices:enrol_device", dict.fromkeys(FIELD, 200), 403),
        Line("devices:enrol_device", dict.fromkeys(FIELD, 200), 403, (), "post", written),
        Line("devices:enrol_device", follow | {"karim": 403, "ines": 403, "salma": 403}, query=of_salma),
        Line("devices:enrol_device", dict.fromkeys(PEOPLE, 404), query="person=x"),
        Line("devices:device", follow | {"karim": 200}, args=(own.pk,)),
        Line("devices:device", follow | {"salma": 200}, args=(lent.pk,)),
        Line("devices:revoke_device", {"amina": 302, "pilar": 302, "karim": 302}, args=(own.pk,), method="post"),
        Line("devices:revoke_device", {"amina": 302, "pilar": 302, "salma": 302}, args=(lent.pk,), method="post"),
        Line("devices:extend_device", {"amina": 302, "pilar": 302, "karim": 302}, args=(own.pk,), method="post"),
        Line("devices:extend_device", {"amina": 302, "pilar": 302, "salma": 403}, args=(lent.pk,), method="post"),
    ]
