"""Who gets what at the doors of reserved answers."""

import datetime as dt

from django.utils import timezone

from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.reserved.tests.factories import OpeningRightFactory, careful_form, kept_file, told


def permissions():
    """Karim of Nador told it and may open it; Amina gave him the right, and has none herself; Hédi is of Le Kef."""
    TerritoryFactory(code="KEF")
    answer, right = told(careful_form()), OpeningRightFactory()
    own = OpeningRightFactory(purpose="health", given_by=somebody("pilar"), user=somebody("amina"), territory=None)
    own.territory = TerritoryFactory(code="NAD")
    own.save()
    said = {"purpose": "protection", "reason": "Elle me l’a demandé"}
    last = timezone.localdate() + dt.timedelta(days=30)
    given = {"user": right.user_id, "purpose": "union", "territory": right.territory_id, "reason": "Suivi"}
    given |= {"starts_on": f"{timezone.localdate()}", "ends_on": f"{last}"}
    holders = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines"), 200)
    watchers = dict.fromkeys(("amina", "pilar", "ines"), 200)
    gives = {"amina": 302, "pilar": 302}
    file, takes = kept_file(answer), {"karim": 200, "amina": 403, "pilar": 403, "ines": 403}
    opens = {"karim": 200, "amina": 200, "pilar": 403, "ines": 403}
    return [
        Line("reserved:opening_rights", holders, 403),
        Line("reserved:opening_rights", holders, 403, query="format=csv"),
        Line("reserved:give_opening_right", dict.fromkeys(gives, 200), 403),
        Line("reserved:give_opening_right", gives, 403, (), "post", given),
        Line("reserved:openings", watchers, 403),
        Line("reserved:openings", watchers, 403, query="format=xlsx&purpose=health&since=2026-01-01&q=karim"),
        Line("reserved:open_reserved_answers", opens, 404, (answer.pk,)),
        Line("reserved:open_reserved_answers", opens, 404, (answer.pk,), "post", said),
        Line("reserved:open_reserved_answers", dict.fromkeys(PEOPLE, 404), 404, (answer.pk + 1,)),
        Line("reserved:open_reserved_file", takes, 404, (file.pk,), "post", said),
        Line("reserved:end_opening_right", gives | {"karim": 302, "ines": 403}, 404, (right.pk,), "post"),
        Line("reserved:end_opening_right", gives | {"ines": 403}, 404, (own.pk,), "post"),
    ]
