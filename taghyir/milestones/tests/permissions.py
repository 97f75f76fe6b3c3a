"""Who gets what at the doors of milestones."""

from taghyir.accompaniment.tests.factories import day
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin
from taghyir.milestones.models import Moment
from taghyir.milestones.tests.factories import milestone_of, planned_case

LISTS = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines"), 200)
WORKERS = dict.fromkeys(("amina", "karim", "pilar"), 200) | {"fatma": 403, "ines": 403}
READERS = dict.fromkeys(("amina", "karim", "pilar", "fatma", "ines"), 200)


def permissions():
    """Those who work on the file look and postpone; its members and the auditor read; others find nothing."""
    case = planned_case(organisation=tifawin())
    first, third = milestone_of(case), milestone_of(case, Moment.MONTH_12)
    written = {who: 302 if status == 200 else status for who, status in WORKERS.items()}
    held = {"held_on": day(0).isoformat(), "standing": "working"}
    return [
        Line("milestones:milestones", LISTS, 403),
        Line("milestones:milestones", LISTS, 403, query="format=csv"),
        Line("milestones:outcomes", LISTS, 403),
        Line("milestones:outcomes", LISTS, 403, query="format=xlsx"),
        Line("milestones:milestones_of_case", READERS, 404, (case.pk,)),
        Line("milestones:hold_milestone", WORKERS, 404, (third.pk,)),
        Line(
            "milestones:hold_milestone",
            written,
            404,
            (first.pk,),
            "post",
            held,
        ),
        Line("milestones:postpone_milestone", WORKERS, 404, (third.pk,)),
        Line(
            "milestones:postpone_milestone",
            written,
            404,
            (third.pk,),
            "post",
            {"due_on": "2099-01-01", "reason": "Récolte"},
        ),
    ]
