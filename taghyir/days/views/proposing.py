"""Pages where something is proposed about a file, or approved in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_work_on_case, visible_cases
from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.days import actions, policies, queries
from taghyir.days.forms import ApprovalsForm, PlanForm, ProposeExitForm, ProposeTransferForm
from taghyir.design.formats import written_for
from taghyir.places.policies import visible_territories
from taghyir.tables.doors import found_or_noted


def _case(request: HttpRequest, pk: int) -> Case:
    rows = visible_cases(request.user).select_related("organisation", "territory", "adviser__person")
    return found_or_noted(request.user, rows, pk, of="pk")


@page("GET", "POST")
def propose_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a colleague to follow a file."""
    case = _case(request, pk)
    require(policies.can_propose_transfer(request.user, case))
    form = ProposeTransferForm(request.POST or None, case=case)
    if form.is_valid():
        with refusals_shown_on(form):
            asked = actions.propose_transfer(actor=request.user, case=case, **form.cleaned_data).asked
            messages.success(request, _("%(name)s is asked, and answers here or from the mail.") % {"name": asked})
            return redirect(case)
    return render(request, "days/propose_transfer.html", {"form": form, "case": case})


@page("GET", "POST")
def propose_exit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a file should end."""
    case = _case(request, pk)
    require(policies.can_propose_exit(request.user, case))
    form = ProposeExitForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.propose_exit(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The coordinator is asked. The file stays open until the answer."))
            return redirect(case)
    return render(request, "days/propose_exit.html", {"form": form, "case": case})


@page("GET")
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it stands beside the plan as it was approved."""
    case = _case(request, pk)
    may_approve = policies.can_approve_plan(request.user, case)
    require(may_approve or can_work_on_case(request.user, case))
    now, approved = plan_of(case), queries.approved_plan(case)
    digest = digest_of(now)
    shown: dict[str, Any] = {"case": case, "lines": queries.plan_lines(now), "approved": approved}
    is_same = approved is not None and approved.digest == digest
    gone, new = queries.differences(approved.plan, now) if approved and approved.plan else ([], [])
    shown |= {"is_same": is_same, "gone": gone, "new": new, "form": PlanForm(initial={"digest": digest})}
    is_open = case.is_open and bool(now["objectives"]) and not is_same
    waits = case.proposals.filter(kind="plan").waiting().first()
    shown |= {"may_approve": is_open and may_approve, "waits": waits}
    shown["may_submit"] = is_open and not waits and not may_approve
    with written_for(case.territory.country):
        return render(request, "days/plan.html", shown)


@page("POST")
def submit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the coordinator to approve the plan that was read."""
    case = _case(request, pk)
    require(policies.can_submit_plan(request.user, case))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _again(request, case, _("The plan changed since you read it: read it again."))
    try:
        words = form.cleaned_data["words"]
        actions.submit_plan(actor=request.user, case=case, digest=form.cleaned_data["digest"], reason=words)
    except Refused as refusal:
        return _again(request, case, str(refusal))
    messages.success(request, _("The coordinator is asked to approve the plan."))
    return redirect("days:plan", pk)


@page("POST")
def approve_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the plan that was read."""
    case = _case(request, pk)
    require(policies.can_approve_plan(request.user, case))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _again(request, case, _("The plan changed since you read it: read it again."))
    try:
        words = form.cleaned_data["words"]
        actions.approve_plan(actor=request.user, case=case, digest=form.cleaned_data["digest"], answer=words)
    except Refused as refusal:
        return _again(request, case, str(refusal))
    messages.success(request, _("The plan is approved as it stands today."))
    return redirect("days:plan", pk)


def _again(request: HttpRequest, case: Case, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return redirect("days:plan", case.pk)


@page("GET", "POST")
def choose_approvals(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether a coordinator approves how files end in a territory."""
    territory = get_object_or_404(visible_territories(request.user), slug=slug)
    require(policies.can_choose_approvals(request.user, territory))
    form = ApprovalsForm(request.POST or None, initial={"approves_exits": territory.approves_exits})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.choose_approvals(actor=request.user, territory=territory, **form.cleaned_data)
            messages.success(request, _("It is so from now on."))
            return redirect("days:choose_approvals", slug)
    return render(request, "days/choose_approvals.html", {"form": form, "territory": territory})
