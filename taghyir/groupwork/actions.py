"""A meeting is recorded in the files of those who came."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import record_service
from taghyir.catalogue.models import ServiceKind
from taghyir.core.actions import Refused, action, require
from taghyir.gatherings.models import Gathering
from taghyir.groupwork.policies import can_record_session
from taghyir.groupwork.queries import Came, enterprises_that_came
from taghyir.people.models import User


@action("session.recorded")
def record_session(
    *,
    actor: User,
    gathering: Gathering,
    minutes: int,
    topic: str = "",
    kind: ServiceKind | None = None,
    practice: str = "",
    due_on: dt.date | None = None,
    is_training: bool = False,
    no_practice: str = "",
) -> Gathering:
    """Make a service in the file of each enterprise that came, and an action to practise what was learnt.

    Done again, it finds only who was added to the sheet since. A training, as the meeting, its kind or
    whoever records it says, leaves something to practise, or one says why not: refused without either. Refused too
    before the meeting, when nobody new came, when a practice has no day.
    """
    require(can_record_session(actor, gathering))
    gathering = Gathering.objects.select_for_update(of=("self",)).select_related("territory").get(pk=gathering.pk)
    came = [one for one in enterprises_that_came(actor, gathering) if one.can_be_recorded]
    _check(gathering, came, practice, due_on)
    given: dict[str, Any] = {
        "minutes": minutes,
        "topic": topic,
        "kind": kind,
        "given_on": gathering.held_on,
        "mode": "group",
        "practice": practice,
        "practice_on": due_on,
        "is_training": is_training or gathering.kind == Gathering.Kind.TRAINING,
        "no_practice": no_practice,
    }
    for one in came:
        present: dict[str, Any] = {"women": one.women, "men": one.men, "unsaid": one.unsaid}
        record_service(actor=actor, case=one.case, gathering=gathering, notes=gathering.title, **present, **given)
    vars(gathering)["journal_details"] = {"cases": [one.case.pk for one in came], "practice": practice}
    return gathering


def _check(gathering: Gathering, came: list[Came], practice: str, due_on: dt.date | None) -> None:
    if gathering.is_to_come:
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future")
    if not came:
        raise Refused(_("Everybody who came is in their file already."), code="nobody")
    if practice and due_on is None:
        raise Refused(_("Say by when they practise it."), code="no_day", field="due_on")
