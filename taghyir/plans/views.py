"""Pages of the plan: objectives, the actions that lead there, and what is corrected of both."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Objective, PlannedAction
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.plans import actions, policies
from taghyir.plans.forms import (
    AddObjectiveForm,
    ChangeActionForm,
    ChangeObjectiveForm,
    PlanActionForm,
    ReachObjectiveForm,
    TakeOutForm,
)
from taghyir.plans.queries import actions_seen, files_seen, objectives_seen
from taghyir.tables.doors import found_or_noted
from taghyir.tables.sheets import sheet


def _objective(request: HttpRequest, pk: int, may: Callable[..., bool]) -> Objective:
    objective = found_or_noted(request.user, objectives_seen(request.user), pk, of="case")
    require(may(request.user, objective))
    return objective


def _planned(request: HttpRequest, pk: int, may: Callable[..., bool]) -> PlannedAction:
    planned = found_or_noted(request.user, actions_seen(request.user), pk, of="objective__case")
    require(may(request.user, planned))
    return planned


@page("GET", "POST")
def add_objective(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_or_noted(request.user, files_seen(request.user), pk, of="pk")
    require(policies.can_add_objective(request.user, case))
    form = AddObjectiveForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            objective = actions.add_objective(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The objective is written. Plan a first action."))
            return redirect("plans:plan_action", objective.pk)
    return render(request, "plans/add_objective.html", {"form": form, "case": case})


@page("GET", "POST")
def reach_objective(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk, policies.can_reach_objective)
    form, act = ReachObjectiveForm(request.POST or None), partial(actions.reach_objective, objective=objective)
    said = _("This objective is reached.")
    return sheet(request, "plans/reach_objective.html", form, act, said, case=objective.case, objective=objective)


@page("GET", "POST")
def change_objective(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk, policies.can_change_objective)
    form = ChangeObjectiveForm(request.POST or None, initial={"words": objective.words}, now=[objective.words])
    act, said = partial(actions.change_objective, objective=objective), _("The objective is changed.")
    return sheet(request, "plans/change_objective.html", form, act, said, case=objective.case, objective=objective)


@page("GET", "POST")
def remove_objective(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk, policies.can_remove_objective)
    form, act = TakeOutForm(request.POST or None), partial(actions.remove_objective, objective=objective)
    return sheet(
        request,
        "plans/take_out.html",
        form,
        act,
        _("It is taken out of the plan."),
        case=objective.case,
        line=objective,
    )


@page("GET", "POST")
def plan_action(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk, policies.can_plan_action)
    form = PlanActionForm(request.POST or None, case=objective.case)
    act, said = partial(actions.plan_action, objective=objective), _("The action is in the plan.")
    return sheet(request, "plans/plan_action.html", form, act, said, case=objective.case, objective=objective)


@page("GET", "POST")
def change_action(request: HttpRequest, pk: int) -> HttpResponse:
    planned = _planned(request, pk, policies.can_change_action)
    form = ChangeActionForm(request.POST or None, planned=planned)
    act, said = partial(actions.change_action, planned_action=planned), _("The action is changed.")
    return sheet(request, "plans/change_action.html", form, act, said, case=planned.objective.case, planned=planned)


@page("GET", "POST")
def remove_action(request: HttpRequest, pk: int) -> HttpResponse:
    planned = _planned(request, pk, policies.can_remove_action)
    form, act = TakeOutForm(request.POST or None), partial(actions.remove_action, planned_action=planned)
    said = _("It is taken out of the plan.")
    return sheet(request, "plans/take_out.html", form, act, said, case=planned.objective.case, line=planned)
