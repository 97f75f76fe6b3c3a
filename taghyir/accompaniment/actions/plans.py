"""What is done with an action of the plan: a training leaves one to practise, it is finished, it gets another day."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Objective, PlannedAction
from taghyir.accompaniment.needs_in_hand import answer_needs_of
from taghyir.accompaniment.policies import can_finish_action, can_postpone_action, can_practise
from taghyir.accompaniment.rules import check_has_come, check_needs, open_case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.needs.models import Need
from taghyir.people.models import User


@action("practice.planned")
def plan_practice(
    *, actor: User, case: Case, words: str, done_by: str, due_on: dt.date, needs: Iterable[Need] = ()
) -> PlannedAction:
    """Plan to practise what was learnt, under the first objective that is not reached yet; there may be no need for it.

    Refused for needs of another organisation, or when the file is closed.
    """
    require(can_practise(actor, case))
    case, needs = open_case(case.pk), list(needs)
    check_needs(case, needs, may_be_none=True)
    objective = case.objectives.order_by("-reached_on", "pk").first()  # those not reached first
    if objective is None:
        objective = store(Objective(case=case, words=_("Put into practice what was learnt")))
    planned = store(PlannedAction(objective=objective, words=words, done_by=done_by, due_on=due_on))
    planned.needs.set(needs)
    return planned


@action("action.finished")
def finish_action(
    *, actor: User, planned_action: PlannedAction, done_on: dt.date | None = None, answer_words: str = ""
) -> PlannedAction:
    """Say that an action is done; with `answer_words`, the needs it was for are answered with them.

    Refused when it already is, for a day to come, or when the file is closed.
    """
    require(can_finish_action(actor, planned_action))
    done_on = done_on or timezone.localdate()
    check_has_come(done_on, "done_on")
    open_case(planned_action.objective.case_id)
    planned_action.refresh_from_db(fields=["done_on"])
    if planned_action.done_on:
        raise Refused(_("This action is already done."), code="done")
    planned_action.done_on = done_on
    store(planned_action)
    if answer_words.strip():
        answer_needs_of(actor, planned_action, answer_words)
    return planned_action


@action("action.postponed")
def postpone_action(*, actor: User, planned_action: PlannedAction, due_on: dt.date, reason: str = "") -> PlannedAction:
    """Give an action another day, from today on. Refused when it is done, for a past day, or when the file is closed."""
    require(can_postpone_action(actor, planned_action))
    open_case(planned_action.objective.case_id)
    planned_action.refresh_from_db(fields=["done_on", "due_on"])
    if planned_action.done_on:
        raise Refused(_("This action is already done."), code="done")
    if due_on < timezone.localdate():
        raise Refused(_("Promise a day from today on."), code="past", field="due_on")
    was, planned_action.due_on = planned_action.due_on, due_on
    vars(planned_action)["journal_details"] = {"was": was.isoformat(), "on": due_on.isoformat(), "reason": reason}
    return store(planned_action)
