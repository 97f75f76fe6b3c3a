"""Pages of the demands: received, then answered."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment import actions, policies
from taghyir.accompaniment.forms import (
    AcceptDemandForm,
    AskerForm,
    DemandFilter,
    OrganisationFilter,
    PutDemandToWaitForm,
    RecordDemandForm,
    RefuseDemandForm,
)
from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.queries import case_of, demands_with_names, last_asked, organisations_that_may_ask
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.panels import panels_at
from taghyir.directory.actions import add_organisation
from taghyir.directory.policies import can_add_organisations, visible_organisations
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export
from taghyir.tables.sheets import sheet

COLUMNS: list[Column] = [
    (gettext_lazy("organisation"), lambda demand: demand.organisation),
    (gettext_lazy("territory"), lambda demand: demand.territory),
    (gettext_lazy("received on"), lambda demand: demand.received_on),
    (gettext_lazy("how it came"), lambda demand: demand.get_channel_display()),
    (gettext_lazy("what they ask"), lambda demand: demand.words),
    (gettext_lazy("an enterprise being created"), lambda demand: demand.is_new_enterprise),
    (gettext_lazy("state"), lambda demand: demand.get_state_display()),
    (gettext_lazy("decided on"), lambda demand: demand.decided_on),
    (gettext_lazy("reason"), lambda demand: demand.reason),
    (gettext_lazy("referred to"), lambda demand: demand.referred_to),
    (gettext_lazy("received by"), lambda demand: demand.received_by),
]


def _found(request: HttpRequest, pk: int) -> Demand:
    return found_or_noted(request.user, demands_with_names(request.user), pk, of="pk", verb=Demand.TURNED_AWAY)


@page("GET")
def demands(request: HttpRequest) -> HttpResponseBase:
    listing = Listing(request, demands_with_names(request.user), DemandFilter, actor=request.user)
    if is_export(request):
        return table_response(request, "demands", COLUMNS, listing.rows)
    may_record = policies.can_record_demands(request.user)
    return render(request, "accompaniment/demands.html", {"listing": listing, "may_record": may_record})


@page("GET")
def record_demand(request: HttpRequest) -> HttpResponse:
    """First choose who asks: an organisation of the directory, or a new one."""
    require(policies.can_record_demands(request.user))
    known = organisations_that_may_ask(request.user).select_related("place", "territory")
    listing = Listing(request, known.order_by("sort_name", "pk"), OrganisationFilter, per_page=10)
    return render(request, "accompaniment/record_demand.html", {"listing": listing})


@page("GET", "POST")
def record_asker(request: HttpRequest) -> HttpResponse:
    """Who asks is not in the directory: it comes in with two lines, and what it asks is written next."""
    require(policies.can_record_demands(request.user) and can_add_organisations(request.user))
    form = AskerForm(request.POST or None, actor=request.user, asked=request.GET.get("q", ""))
    if form.is_valid():
        with refusals_shown_on(form):
            try:
                added = add_organisation(actor=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.ask_if_another_of(refusal)
                raise
            messages.success(request, _("The organisation is in the directory. Now write what they ask."))
            return redirect("accompaniment:record_demand_of", added.pk)
    return render(request, "accompaniment/record_asker.html", {"form": form})


@page("GET", "POST")
def record_demand_of(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(visible_organisations(request.user).select_related("territory"), pk=pk)
    require(policies.can_record_demand(request.user, organisation))
    form = RecordDemandForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        with refusals_shown_on(form):
            demand = actions.record_demand(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The demand is recorded."))
            return redirect(demand)
    return render(request, "accompaniment/record_demand_of.html", {"form": form, "organisation": organisation})


@page("GET")
def file_of(request: HttpRequest, pk: int) -> HttpResponse:
    """From an organisation to its last file or the demand that waits; to a new demand when there is neither."""
    organisation = get_object_or_404(visible_organisations(request.user).select_related("territory"), pk=pk)
    require(policies.can_record_demand(request.user, organisation))
    last = last_asked(request.user, organisation)
    return redirect(last) if last else redirect("accompaniment:record_demand_of", pk)


@page("GET")
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    may_decide = policies.can_decide_demand(request.user, found) and not found.is_decided
    form = AcceptDemandForm(demand=found, initial={"adviser": request.user.pk}) if may_decide else None
    shown: dict[str, Any] = {"demand": found, "form": form, "needs": found.needs.order_by("due_on", "pk")}
    shown |= {"case": case_of(found), "today": timezone.localdate()}
    shown |= {place: panels_at(f"demand.{place}", request, found) for place in ("main", "side", "answers")}
    return render(request, "accompaniment/demand.html", shown)


@page("GET", "POST")
def accept_demand(request: HttpRequest, pk: int) -> HttpResponse:
    demand = _found(request, pk)
    require(policies.can_accept_demand(request.user, demand))
    form = AcceptDemandForm(request.POST or None, demand=demand, initial={"adviser": request.user.pk})
    if form.is_valid():
        with refusals_shown_on(form):
            case = actions.accept_demand(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("The file %(number)s is open.") % {"number": case.number})
            return redirect(case)
    return render(request, "accompaniment/accept_demand.html", {"form": form, "demand": demand})


@page("GET", "POST")
def put_demand_to_wait(request: HttpRequest, pk: int) -> HttpResponse:
    demand = _found(request, pk)
    require(policies.can_put_demand_to_wait(request.user, demand))
    form, act = PutDemandToWaitForm(request.POST or None), partial(actions.put_demand_to_wait, demand=demand)
    return sheet(
        request,
        "accompaniment/put_demand_to_wait.html",
        form,
        act,
        _("The demand is on the waiting list."),
        demand=demand,
    )


@page("GET", "POST")
def refuse_demand(request: HttpRequest, pk: int) -> HttpResponse:
    demand = _found(request, pk)
    require(policies.can_refuse_demand(request.user, demand))
    form, act = RefuseDemandForm(request.POST or None), partial(actions.refuse_demand, demand=demand)
    return sheet(
        request,
        "accompaniment/refuse_demand.html",
        form,
        act,
        _("The demand is refused, with its reason."),
        demand=demand,
    )
