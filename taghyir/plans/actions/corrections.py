"""What is written in a plan is said otherwise, or taken out; what was approved or signed before stays as it was."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import check_needs, open_case
from taghyir.accompaniment.models import Case, Objective, PlannedAction
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.plans.policies import can_change_action, can_change_objective, can_remove_action, can_remove_objective
from taghyir.plans.queries import values_read
from taghyir.tables.meanwhile import check_unchanged


@action("objective.changed")
def change_objective(*, actor: User, objective: Objective, words: str, read: str = "") -> Objective:
    """Say otherwise what is to be reached. Refused once reached, changed since it was `read`, or when the file is closed."""
    require(can_change_objective(actor, objective))
    _hold(objective)
    check_unchanged(read, objective.words)
    vars(objective)["journal_details"] = {"before": objective.words, "after": words}
    objective.words = words
    return store(objective)


@action("action.changed")
def change_action(
    *, actor: User, planned_action: PlannedAction, needs: Iterable[Need] | None = None, read: str = "", **facts: Any
) -> PlannedAction:
    """Say otherwise what will be done, by whom, by when, with what, how one will know, for which needs. Unsaid, it stays.

    Refused without a need when it had one, once it is done, changed since it was `read`, or when the file is closed.
    """
    require(can_change_action(actor, planned_action))
    case = _hold_action(planned_action)
    before = values_read(planned_action)
    check_unchanged(read, *before)
    for name in PlannedAction.SAID & facts.keys():
        setattr(planned_action, name, facts[name])
    if needs is not None:
        needs = list(needs)
        check_needs(case, needs, may_be_none=not planned_action.needs.exists())
        planned_action.needs.set(needs)
    store(planned_action)
    after = values_read(planned_action)
    vars(planned_action)["journal_details"] = {
        "before": [str(one) for one in before],
        "after": [str(one) for one in after],
    }
    return planned_action


@action("objective.removed")
def remove_objective(*, actor: User, objective: Objective, reason: str) -> Case:
    """Take it out of the plan, and say why. Refused once it is reached, while actions lead there, or when the file is closed."""
    require(can_remove_objective(actor, objective))
    case = _hold(objective)
    if objective.actions.exists():
        raise Refused(_("Actions lead there: take them out first, or change its words."), code="actions")
    return _taken_out(case, objective, reason)


@action("action.removed")
def remove_action(*, actor: User, planned_action: PlannedAction, reason: str) -> Case:
    """Take it out of the plan, and say why. Refused once it is done or something was given for it, or when the file is closed."""
    require(can_remove_action(actor, planned_action))
    case = _hold_action(planned_action)
    if planned_action.services.exists():
        raise Refused(_("A service was given for it: it stays in the plan. Change its words."), code="services")
    return _taken_out(case, planned_action, reason)


def _hold(objective: Objective) -> Case:
    case = open_case(objective.case_id)
    objective.refresh_from_db(fields=["words", "reached_on"])
    if objective.reached_on:
        raise Refused(_("This objective is reached already."), code="reached")
    return case


def _hold_action(planned: PlannedAction) -> Case:
    case = open_case(planned.objective.case_id)
    planned.refresh_from_db(fields=[*PlannedAction.SAID, "done_on"])
    if planned.done_on:
        raise Refused(_("This action is already done."), code="done")
    return case


def _taken_out(case: Case, line: Objective | PlannedAction, reason: str) -> Case:
    vars(case)["journal_details"] = {"name": line.words, "reason": reason}
    line.delete()
    return case
