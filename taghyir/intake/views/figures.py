"""The waiting list and its order; how long demands wait."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.policies import visible_demands
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.intake import actions, policies, queries
from taghyir.intake.forms import DelaysFilter, MoveDemandForm, WaitingFilter
from taghyir.people.models import COORDINATORS
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

WAITING: list[Column] = [
    (gettext_lazy("territory"), lambda demand: str(demand.territory)),
    (pgettext_lazy("waiting list", "place"), lambda demand: demand.place),
    (gettext_lazy("organisation"), lambda demand: str(demand.organisation)),
    (gettext_lazy("what they ask"), lambda demand: demand.words),
    (gettext_lazy("received on"), lambda demand: demand.received_on),
    (gettext_lazy("waits since"), lambda demand: demand.decided_on),
    (gettext_lazy("reason"), lambda demand: demand.reason),
]
DELAYS: list[Column] = [
    (gettext_lazy("territory"), lambda line: str(line.territory)),
    (gettext_lazy("month"), lambda line: f"{line.month:%Y-%m}"),
    (pgettext_lazy("demands", "received"), lambda line: line.received),
    (pgettext_lazy("demands", "decided"), lambda line: line.decided),
    (gettext_lazy("days until the decision, half of them within"), lambda line: line.median),
    (gettext_lazy("days until the decision, nine in ten within"), lambda line: line.slowest),
    (gettext_lazy("with a first meeting"), lambda line: line.met),
    (gettext_lazy("days from the decision to the first meeting, half within"), lambda line: line.meeting_median),
    (
        gettext_lazy("days from the decision to the first meeting, nine in ten within"),
        lambda line: line.meeting_slowest,
    ),
]


@page("GET")
def waiting_list(request: HttpRequest) -> HttpResponseBase:
    """Who waits in each territory, first the one whose turn is next."""
    require(policies.can_read_intake(request.user))
    listing = Listing(request, queries.waiting_with_place(request.user), WaitingFilter)
    if is_export(request):
        return table_response(request, "waiting-list", WAITING, listing.rows)
    may = {"move": request.user.has_role(*COORDINATORS), "today": timezone.localdate()}
    return render(request, "intake/waiting_list.html", {"listing": listing, **may})


@page("GET", "POST")
def move_demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Another place on the list, and why."""
    found_or_noted(request.user, queries.demand_named(request.user), pk, of="pk", verb=Demand.TURNED_AWAY)
    demand = get_object_or_404(queries.waiting_with_place(request.user), pk=pk)
    require(policies.can_move_demand(request.user, demand))
    form = MoveDemandForm(request.POST or None, initial={"place": 1})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.move_demand(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("The list has its new order."))
            return redirect("intake:waiting_list")
    place, count = queries.turn_of(demand)
    return render(request, "intake/move_demand.html", {"form": form, "demand": demand, "place": place, "count": count})


@page("GET")
def delays(request: HttpRequest) -> HttpResponseBase:
    """By territory and month; what rests on fewer than five demands is not told."""
    require(policies.can_read_intake(request.user))
    listing = Listing(request, visible_demands(request.user), DelaysFilter)
    rows = listing.rows
    if "year" not in listing.form.chosen:
        rows = rows.filter(received_on__gte=timezone.localdate().replace(day=1) - dt.timedelta(days=335))
    lines = queries.delays_of(rows)
    if is_export(request):
        return table_response(request, "delays", DELAYS, lines)
    return render(request, "intake/delays.html", {"listing": listing, "lines": lines})
