"""Who gets what at the doors of the results."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import Line
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.results.actions import record_value
from taghyir.results.tests.factories import GoalFactory, IndicatorFactory

STAFF = ("amina", "karim", "hedi", "leila", "youssef", "salma", "pilar", "ines")
OK, GONE = 200, 302


def permissions():
    """Who works in the programme reads the figures; the matrix is Pilar's; a value is typed by a coordinator of its territory."""
    TerritoryFactory(code="KEF")
    goal, typed, computed = GoalFactory(), IndicatorFactory(), IndicatorFactory(computation="services_given")
    value = record_value(
        actor=somebody("amina"),
        indicator=typed,
        territory=TerritoryFactory(),
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 3, 31),
        value=12,
        file=SimpleUploadedFile("feuille.pdf", b"%PDF-1.7\nsigned"),
        proof="Feuille signée",
    )
    readers = dict.fromkeys(STAFF, OK)
    goal_body = {"level": "result", "code": "A2.OE.R9", "name_fr": "Un résultat", "order": 0}
    indicator_body = {"goal": goal.pk, "code": "X1", "name_fr": "Un indicateur", "unit": "count", "order": 0}
    value_body = {"territory": TerritoryFactory().pk, "starts_on": "2026-04-01", "ends_on": "2026-06-30", "value": "3"}
    return [
        Line("results:dashboard", readers, 403),
        Line("results:matrix", readers, 403),
        Line("results:matrix", readers, 403, query="format=csv"),
        Line("results:figure", readers, 404, (computed.pk,)),
        Line("results:figure", readers, 404, (typed.pk,)),
        Line("results:figure_rows", readers, 404, (computed.pk,)),
        Line("results:add_goal", {"pilar": OK}, 403),
        Line("results:add_goal", {"pilar": GONE}, 403, method="post", body=goal_body),
        Line("results:change_goal", {"pilar": OK}, 403, (goal.pk,)),
        Line("results:add_indicator", {"pilar": OK}, 403),
        Line("results:add_indicator", {"pilar": GONE}, 403, method="post", body=indicator_body),
        Line("results:change_indicator", {"pilar": OK}, 403, (typed.pk,)),
        Line("results:set_target", {"pilar": OK}, 403, (typed.pk,)),
        Line("results:set_target", {"pilar": GONE}, 403, (typed.pk,), "post", {"year": 2026, "value": "40"}),
        Line("results:record_value", {"pilar": OK, "amina": OK}, 403, (typed.pk,)),
        Line("results:record_value", {"pilar": GONE, "amina": GONE}, 403, (typed.pk,), "post", value_body),
        Line(
            "results:attach_evidence",
            {"pilar": OK, "amina": OK, **dict.fromkeys(("noor", "fatma"), 404)},
            403,
            (value.pk,),
        ),
        Line(
            "results:evidence",
            dict.fromkeys(("amina", "karim", "pilar", "ines"), OK),
            404,
            (value.evidences.get().pk,),
        ),
    ]
