"""What an enterprise wants to reach, at most five objectives at a time, and who does what by when, for which needs."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import check_has_come, check_needs, open_case
from taghyir.accompaniment.models import Case, Objective, PlannedAction
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.plans.policies import can_add_objective, can_plan_action, can_reach_objective

MOST_OBJECTIVES = 5


@action("objective.added")
def add_objective(*, actor: User, case: Case, words: str) -> Objective:
    """Write what the enterprise wants to reach. Refused beyond five to reach, or when the file is closed."""
    require(can_add_objective(actor, case))
    case = open_case(case.pk)  # held: two people, one last place
    if case.objectives.filter(reached_on=None).count() >= MOST_OBJECTIVES:
        raise Refused(
            _("Five objectives are enough to walk together. Reach one first, or put this one in an action."),
            code="too_many",
        )
    return store(Objective(case=case, words=words))


@action("objective.reached")
def reach_objective(*, actor: User, objective: Objective, reached_on: dt.date | None = None) -> Objective:
    """Say that an objective is reached. Refused for a day to come, or when the file is closed."""
    require(can_reach_objective(actor, objective))
    reached_on = reached_on or timezone.localdate()
    check_has_come(reached_on, "reached_on")
    open_case(objective.case_id)
    objective.reached_on = reached_on
    return store(objective)


@action("action.planned")
def plan_action(
    *,
    actor: User,
    objective: Objective,
    words: str,
    needs: Iterable[Need],
    done_by: str,
    due_on: dt.date,
    means: str = "",
    known_by: str = "",
) -> PlannedAction:
    """Plan who does what by when, with what, and how one will know. Refused without a need of the enterprise, or when closed."""
    require(can_plan_action(actor, objective))
    case = open_case(objective.case_id)
    needs = list(needs)
    check_needs(case, needs)
    facts = {"words": words, "done_by": done_by, "due_on": due_on, "means": means, "known_by": known_by}
    planned = store(PlannedAction(objective=objective, **facts))
    planned.needs.set(needs)
    return planned
