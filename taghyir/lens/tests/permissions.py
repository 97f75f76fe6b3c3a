"""Who gets what at the doors of the lens."""

from taghyir.accompaniment.tests.factories import case_of, day
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin

TEAM = ("amina", "karim", "pilar")


def permissions():
    """The team of Nador notes and chooses, the members and the auditor read; for others there is nothing."""
    case = case_of(tifawin())
    reads = dict.fromkeys((*TEAM, "fatma", "ines"), 200)
    gets = dict.fromkeys(TEAM, 200) | {"fatma": 403, "ines": 403}
    sends = dict.fromkeys(TEAM, 302) | {"fatma": 403, "ines": 403}
    note = {"childcare_offered": "on", "noted_on": day(0).isoformat()}
    chosen = {"chosen": "2", "reason": "Leur projet est une crèche"}
    return [
        Line("lens:lenses", {}, 200),
        Line("lens:lenses", {}, 200, query="format=csv"),
        Line("lens:lens", reads, 404, (case.pk,)),
        Line("lens:note_care", gets, 404, (case.pk,)),
        Line("lens:note_care", sends, 404, (case.pk,), "post", note),
        Line("lens:choose_marker", gets, 404, (case.pk, "care")),
        Line("lens:choose_marker", sends, 404, (case.pk, "care"), "post", chosen),
        Line("lens:choose_marker", dict.fromkeys(TEAM, 404) | {"fatma": 403, "ines": 403}, 404, (case.pk, "love")),
    ]
