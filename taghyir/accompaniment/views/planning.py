"""Pages of the plan: objectives, and the actions that lead there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.accompaniment import actions
from taghyir.accompaniment.access import found_case
from taghyir.accompaniment.forms import (
    AddObjectiveForm,
    ChangeActionForm,
    FinishActionForm,
    PlanActionForm,
    ReachObjectiveForm,
)
from taghyir.accompaniment.models import Objective, PlannedAction
from taghyir.accompaniment.policies import (
    can_add_objective,
    can_change_action,
    can_finish_action,
    can_plan_action,
    can_reach_objective,
)
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on


def _objective(request: HttpRequest, pk: int) -> Objective:
    objective = get_object_or_404(Objective, pk=pk)
    objective.case = found_case(request.user, objective.case_id)
    return objective


def _planned(request: HttpRequest, pk: int) -> PlannedAction:
    planned = get_object_or_404(PlannedAction.objects.select_related("objective"), pk=pk)
    planned.objective.case = found_case(request.user, planned.objective.case_id)
    return planned


@page("GET", "POST")
def add_objective(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_case(request.user, pk)
    require(can_add_objective(request.user, case))
    form = AddObjectiveForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            objective = actions.add_objective(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The objective is written. Plan a first action."))
            return redirect("accompaniment:plan_action", objective.pk)
    return render(request, "accompaniment/add_objective.html", {"form": form, "case": case})


@page("GET", "POST")
def reach_objective(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk)
    require(can_reach_objective(request.user, objective))
    form = ReachObjectiveForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.reach_objective(actor=request.user, objective=objective, **form.cleaned_data)
            messages.success(request, _("This objective is reached."))
            return redirect(objective.case)
    return render(request, "accompaniment/reach_objective.html", {"form": form, "objective": objective})


@page("GET", "POST")
def plan_action(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _objective(request, pk)
    require(can_plan_action(request.user, objective))
    form = PlanActionForm(request.POST or None, case=objective.case)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.plan_action(actor=request.user, objective=objective, **form.cleaned_data)
            messages.success(request, _("The action is in the plan."))
            return redirect(objective.case)
    return render(request, "accompaniment/plan_action.html", {"form": form, "objective": objective})


@page("GET", "POST")
def change_action(request: HttpRequest, pk: int) -> HttpResponse:
    planned = _planned(request, pk)
    require(can_change_action(request.user, planned))
    now = {name: getattr(planned, name) for name in ("words", "done_by", "due_on")}
    form = ChangeActionForm(request.POST or None, initial=now, now=list(now.values()))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_action(actor=request.user, planned_action=planned, **form.cleaned_data)
            messages.success(request, _("The action is changed."))
            return redirect(planned.objective.case)
    return render(request, "accompaniment/change_action.html", {"form": form, "planned": planned})


@page("GET", "POST")
def finish_action(request: HttpRequest, pk: int) -> HttpResponse:
    planned = _planned(request, pk)
    require(can_finish_action(request.user, planned))
    form = FinishActionForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.finish_action(actor=request.user, planned_action=planned, **form.cleaned_data)
            messages.success(request, _("This action is done."))
            return redirect(planned.objective.case)
    return render(request, "accompaniment/finish_action.html", {"form": form, "planned": planned})
