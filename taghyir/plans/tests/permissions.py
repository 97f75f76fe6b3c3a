"""Who gets what at the doors of the plans."""

from taghyir.accompaniment.tests.factories import ObjectiveFactory, PlannedActionFactory, case_of, day, need_of
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin


def _works(name, key, method="get", body=None):
    gets = dict.fromkeys(("amina", "karim", "pilar"), 302 if method == "post" else 200) | {"fatma": 403, "ines": 403}
    return Line(f"plans:{name}", gets, 404, (key,), method, body or {})


def permissions():
    """The plans of a file of Nador: its field writes them; members and auditor are told no, nobody else knows they are there."""
    planned = PlannedActionFactory(objective__case=case_of(tifawin()))
    objective, bare = planned.objective, ObjectiveFactory(case=planned.objective.case)
    action = {
        "words": "Imprimer",
        "needs": [need_of(objective.case.organisation).pk],
        "done_by": "Fatma",
        "due_on": day(-9).isoformat(),
    }
    return [
        _works("add_objective", objective.case_id),
        _works("add_objective", objective.case_id, "post", {"words": "Une étiquette"}),
        _works("reach_objective", objective.pk),
        _works("reach_objective", objective.pk, "post", {"reached_on": day(0).isoformat()}),
        _works("plan_action", objective.pk),
        _works("plan_action", objective.pk, "post", action),
        _works("change_action", planned.pk),
        _works("change_action", planned.pk, "post", action | {"needs": [planned.needs.get().pk]}),
        _works("change_objective", objective.pk),
        _works("change_objective", objective.pk, "post", {"words": "Vendre en ligne"}),
        _works("remove_objective", bare.pk),
        _works("remove_objective", bare.pk, "post", {"reason": "Fait par l’union"}),
        _works("remove_action", planned.pk),
        _works("remove_action", planned.pk, "post", {"reason": "Fait par l’union"}),
    ]
