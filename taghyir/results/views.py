"""Pages of the results: dashboard, matrix, a figure and what lies behind it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.places.models import Territory
from taghyir.results import actions
from taghyir.results.behind import columns_of, explained, with_names
from taghyir.results.forms import EvidenceForm, GoalForm, IndicatorForm, PeriodForm, RowsFilter, TargetForm, ValueForm
from taghyir.results.policies import (
    can_keep_matrix,
    can_read_results,
    can_record_value,
    visible_evidences,
    visible_goals,
    visible_indicators,
    visible_values,
)
from taghyir.results.queries import dashboard_of, figure_beside, figure_of, planning_matrix, rows_behind, territory_rows
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def dashboard(request: HttpRequest) -> HttpResponse:
    require(can_read_results(request.user))
    form = PeriodForm(request.GET, actor=request.user)
    shown = dashboard_of(request.user, form.chosen_period, form.chosen_territory)
    return render(request, "results/dashboard.html", {"form": form, "shown": shown})


@page("GET")
def matrix(request: HttpRequest) -> HttpResponseBase:
    require(can_read_results(request.user))
    form = PeriodForm(request.GET)
    lines = planning_matrix(request.user, form.chosen_period)
    if is_export(request):
        return table_response(request, "matrix", columns_of(None), [f for line in lines for f in line.figures])
    can_keep = can_keep_matrix(request.user)
    return render(request, "results/matrix.html", {"form": form, "lines": lines, "can_keep": can_keep})


@page("GET")
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(visible_indicators(request.user), pk=pk)
    form = PeriodForm(request.GET)
    shown = figure_of(indicator, form.chosen_period)
    rows = with_names(rows_behind(request.user, shown, form.chosen_territory))
    context = {
        "form": form,
        "figure": shown,
        "beside": figure_beside(request.user, shown),
        "territories": territory_rows(shown, Territory.objects.all()),
        "rows": explained(shown, rows[:5]),
        "row_count": rows.count(),
        "values": visible_values(request.user).filter(indicator=indicator).prefetch_related("evidences")[:20],
        "can_record": not indicator.computation and can_record_value(request.user),
        "can_keep": can_keep_matrix(request.user),
    }
    return render(request, "results/figure.html", context)


@page("GET")
def figure_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    indicator = get_object_or_404(visible_indicators(request.user), pk=pk)
    form = PeriodForm(request.GET)
    shown = figure_of(indicator, form.chosen_period)
    rows = with_names(rows_behind(request.user, shown, form.chosen_territory))
    if is_export(request):
        return table_response(
            request, f"figure-{indicator.code}", columns_of(shown.computation), explained(shown, rows)
        )
    listing = Listing(request, rows, RowsFilter)
    context = {"form": form, "figure": shown, "listing": listing, "rows": explained(shown, listing.page.object_list)}
    return render(request, "results/figure_rows.html", context)


@page("GET")
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    return file_response(request.user, get_object_or_404(visible_evidences(request.user), pk=pk).file)


def _keep(request: HttpRequest, form: Any, act: Any, title: str, said: str, **details: Any) -> HttpResponse:
    """Show `form`, and when it is filled let `act` do it. Every form of the matrix is this page."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            done = act(actor=request.user, **details, **form.cleaned_data)
            messages.success(request, said)
            return redirect(done if hasattr(done, "get_absolute_url") else details.get("indicator", "results:matrix"))
    return render(request, "results/keep.html", {"form": form, "title": title})


@page("GET", "POST")
def add_goal(request: HttpRequest) -> HttpResponse:
    require(can_keep_matrix(request.user))
    return _keep(request, GoalForm(request.POST or None), actions.add_goal, _("Add a line"), _("The line is added."))


@page("GET", "POST")
def change_goal(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_keep_matrix(request.user))
    goal = get_object_or_404(visible_goals(request.user), pk=pk)
    form = GoalForm(request.POST or None, instance=goal)
    return _keep(request, form, actions.change_goal, str(goal), _("The line is changed."), goal=goal)


@page("GET", "POST")
def add_indicator(request: HttpRequest) -> HttpResponse:
    require(can_keep_matrix(request.user))
    form = IndicatorForm(request.POST or None, initial={"goal": request.GET.get("goal", "")})
    return _keep(request, form, actions.add_indicator, _("Add an indicator"), _("The indicator is added."))


@page("GET", "POST")
def change_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_keep_matrix(request.user))
    indicator = get_object_or_404(visible_indicators(request.user), pk=pk)
    form = IndicatorForm(request.POST or None, instance=indicator)
    said = _("The indicator is changed.")
    return _keep(request, form, actions.change_indicator, str(indicator), said, indicator=indicator)


@page("GET", "POST")
def set_target(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_keep_matrix(request.user))
    indicator = get_object_or_404(visible_indicators(request.user), pk=pk)
    form = TargetForm(request.POST or None)
    return _keep(request, form, actions.set_target, _("Set a target"), _("The target is set."), indicator=indicator)


@page("GET", "POST")
def record_value(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_record_value(request.user))
    indicator = get_object_or_404(visible_indicators(request.user), pk=pk)
    form = ValueForm(request.POST or None, request.FILES or None, actor=request.user)
    return _keep(
        request, form, actions.record_value, _("Record a value"), _("The value is recorded."), indicator=indicator
    )


@page("GET", "POST")
def attach_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    value = get_object_or_404(visible_values(request.user), pk=pk)
    require(can_record_value(request.user, value.territory))
    form = EvidenceForm(request.POST or None, request.FILES or None)
    return _keep(request, form, actions.attach_evidence, _("Attach a proof"), _("The proof is attached."), value=value)
