"""Milestones: what is to look at, one look, the life of one enterprise, and what remains of it all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.design.formats import written_for
from taghyir.milestones import actions, policies, queries
from taghyir.milestones.forms import HoldMilestoneForm, MilestonesFilter, PostponeMilestoneForm
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("File"), lambda one: one.case.number),
    (gettext_lazy("Organisation"), lambda one: str(one.case.organisation)),
    (gettext_lazy("Territory"), lambda one: str(one.case.territory)),
    (gettext_lazy("Adviser"), lambda one: str(one.case.adviser)),
    (gettext_lazy("Moment"), lambda one: one.get_moment_display()),
    (gettext_lazy("planned for"), lambda one: one.due_on),
    (gettext_lazy("why it was postponed"), lambda one: one.postponed_because),
    (gettext_lazy("held on"), lambda one: one.held_on),
    (gettext_lazy("the enterprise today"), lambda one: one.get_standing_display()),
    (gettext_lazy("women who earn their living there"), lambda one: one.jobs_women),
    (gettext_lazy("men who earn their living there"), lambda one: one.jobs_men),
    (gettext_lazy("women members"), lambda one: one.members_women),
    (gettext_lazy("men members"), lambda one: one.members_men),
    (gettext_lazy("sold in twelve months"), lambda one: one.get_turnover_display()),
    (gettext_lazy("what changed, in their words"), lambda one: one.words),
    (gettext_lazy("how they judge the accompaniment, from 1 to 5"), lambda one: one.satisfaction),
]


@page("GET")
def milestones(request: HttpRequest) -> HttpResponseBase:
    """Those to hold, the latest first; those that were held."""
    require(policies.can_see_milestones(request.user))
    listing = Listing(request, queries.milestones_to_follow(request.user), MilestonesFilter)
    if is_export(request):
        return table_response(request, "milestones", COLUMNS, listing.rows)
    return render(request, "milestones/milestones.html", {"listing": listing})


@page("GET")
def milestones_of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The life of one enterprise, moment by moment, its figures side by side."""
    rows = visible_cases(request.user).select_related("organisation", "territory")
    case = found_or_noted(request.user, rows, pk, of="pk")
    note_access(request.user, "case.opened_page", case)
    shown = {"case": case, "milestones": queries.milestones_of(case), "may_work": can_work_on_case(request.user, case)}
    with written_for(case.territory.country):
        return render(request, "milestones/milestones_of_case.html", shown)


@page("GET", "POST")
def hold_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Look together where the enterprise stands; once it is written, read it."""
    milestone = _milestone(request, pk)
    if milestone.is_held and request.method == "GET":
        return redirect("milestones:milestones_of_case", milestone.case_id)
    require(policies.can_hold_milestone(request.user, milestone))
    form = HoldMilestoneForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.hold_milestone(actor=request.user, milestone=milestone, **form.cleaned_data)
            messages.success(request, _("The milestone is written."))
            return redirect("milestones:milestones_of_case", milestone.case_id)
    return render(request, "milestones/hold_milestone.html", {"form": form, "milestone": milestone})


@page("GET", "POST")
def postpone_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, and why."""
    milestone = _milestone(request, pk)
    require(policies.can_postpone_milestone(request.user, milestone))
    form = PostponeMilestoneForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.postpone_milestone(actor=request.user, milestone=milestone, **form.cleaned_data)
            messages.success(request, _("The milestone has its new day."))
            return redirect("milestones:milestones_of_case", milestone.case_id)
    return render(request, "milestones/postpone_milestone.html", {"form": form, "milestone": milestone})


@page("GET")
def outcomes(request: HttpRequest) -> HttpResponseBase:
    """What remains of accompaniment, by territory: jobs then and now, who still works after the exit."""
    require(policies.can_see_milestones(request.user))
    rows = queries.outcomes(request.user)
    if is_export(request):
        return table_response(request, "outcomes", OUTCOMES, rows)
    return render(request, "milestones/outcomes.html", {"rows": rows, "few": queries.FEW})


def _milestone(request: HttpRequest, pk: int):
    rows = policies.visible_milestones(request.user).select_related("case__organisation", "case__territory")
    return found_or_noted(request.user, rows, pk, of="case")


def _of(pair: tuple[int, int] | None, at: int) -> int | None:
    return pair[at] if pair else None


OUTCOMES: list[Column] = [
    (gettext_lazy("Territory"), lambda one: str(one.territory)),
    (gettext_lazy("enterprises compared"), lambda one: one.compared),
    (gettext_lazy("jobs of women at the start"), lambda one: _of(one.jobs_women, 0)),
    (gettext_lazy("jobs of women now"), lambda one: _of(one.jobs_women, 1)),
    (gettext_lazy("jobs of men at the start"), lambda one: _of(one.jobs_men, 0)),
    (gettext_lazy("jobs of men now"), lambda one: _of(one.jobs_men, 1)),
    (gettext_lazy("followed six months after the exit"), lambda one: _of(one.after_6, 1)),
    (gettext_lazy("of them still working, after six months"), lambda one: _of(one.after_6, 0)),
    (gettext_lazy("followed twelve months after the exit"), lambda one: _of(one.after_12, 1)),
    (gettext_lazy("of them still working, after twelve months"), lambda one: _of(one.after_12, 0)),
]
