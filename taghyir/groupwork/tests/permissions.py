"""Who gets what at the door of group sessions."""

from taghyir.accompaniment.tests.factories import day
from taghyir.core.testing import Line
from taghyir.groupwork.tests.factories import training_of_two

TEAM = ("amina", "karim", "pilar")


def permissions():
    """Advisers and coordinators of Nador; who sees the meeting otherwise is told they may not, others that it is not there."""
    gathering, _first, _second = training_of_two()
    sees = dict.fromkeys(("leila", "youssef", "ines"), 403)
    sheet = {"topic": "pricing", "minutes": "180", "practice": "Calculer", "due_on": day(-25).isoformat()}
    return [
        Line("groupwork:record_session", dict.fromkeys(TEAM, 200) | sees, 404, (gathering.pk,)),
        Line("groupwork:record_session", dict.fromkeys(TEAM, 302) | sees, 404, (gathering.pk,), "post", sheet),
    ]
