"""Lists of a day: what is due, also over a week, whom nobody met, who carries what, who is away, and the road of the visits."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import require
from taghyir.core.http import page
from taghyir.days import policies, queries
from taghyir.days.forms import AgendaFilter, ContactFilter, LeaveFilter, LoadFilter, VisitFilter, WeekFilter
from taghyir.days.queries.routes import MOST_STOPS
from taghyir.people.models import COORDINATORS
from taghyir.people.policies import can_record_leave
from taghyir.places.policies import visible_territories
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

DUE: list[Column] = [
    (_("due on"), lambda due: due.due_on),
    (_("kind"), lambda due: due.kind_name),
    (_("what is due"), lambda due: due.words),
    (_("file number"), lambda due: due.number),
    (_("organisation"), lambda due: due.organisation),
    (_("whose"), lambda due: due.owner or ""),
]
SILENT: list[Column] = [
    (_("file number"), lambda case: case.number),
    (_("organisation"), lambda case: case.organisation),
    (_("territory"), lambda case: case.territory),
    (_("adviser"), lambda case: case.adviser),
    (_("last contact on"), lambda case: case.last_contact_on),
    (_("next step"), lambda case: case.next_step),
    (_("promised for"), lambda case: case.next_step_on),
]
LOADS: list[Column] = [
    (_("adviser"), lambda user: user),
    (_("open files"), lambda user: user.open_cases),
    (_("services in 30 days"), lambda user: user.service_count),
    (_("hours in 30 days"), lambda user: round(user.minutes / 60, 1)),
    (_("late steps"), lambda user: user.late_steps),
    (_("files without contact for 45 days"), lambda user: user.silent),
    (_("away until"), lambda user: user.away_until),
]
LEAVES: list[Column] = [
    (_("who is away"), lambda leave: leave.user),
    (_("from"), lambda leave: leave.starts_on),
    (_("to"), lambda leave: leave.ends_on),
    (_("substitute"), lambda leave: leave.substitute),
]


@page("GET")
def agenda(request: HttpRequest) -> HttpResponseBase:
    """Everything due for somebody, by due date, the late first."""
    require(policies.can_see_days(request.user))
    mine = queries.Agenda(queries.Scope(request.user))
    listing = Listing(request, mine, AgendaFilter, per_page=40, actor=request.user)  # type: ignore[arg-type]
    if is_export(request):
        return table_response(request, "agenda", DUE, listing.rows)
    shown: dict[str, Any] = {"listing": listing, "today": timezone.localdate()}
    shown["may_see_load"] = policies.can_see_load(request.user)
    return render(request, "days/agenda.html", shown)


@page("GET")
def week(request: HttpRequest) -> HttpResponseBase:
    """Seven days, today first, what is late on top; another week when the address says from which day on."""
    require(policies.can_see_days(request.user))
    every = queries.Agenda(queries.Scope(request.user))
    listing = Listing(request, every, WeekFilter, per_page=100, actor=request.user)  # type: ignore[arg-type]
    listing.rows = listing.form.narrow(every, **listing.form.chosen)
    if is_export(request):
        return table_response(request, "week", DUE, listing.rows)
    first, a_week = listing.form.first, dt.timedelta(days=queries.WEEK)
    late, days = queries.days_of_week(first, listing.page.object_list)
    shown = {"listing": listing, "late": late, "days": days, "today": timezone.localdate(), "first": first}
    shown |= {"before": first - a_week, "after": first + a_week, "may_see_load": policies.can_see_load(request.user)}
    return render(request, "days/week.html", shown)


@page("GET")
def silent(request: HttpRequest) -> HttpResponseBase:
    """Open files nobody was in touch with: no service given, no step written."""
    require(policies.can_see_days(request.user))
    listing = Listing(request, queries.cases_with_contact(request.user), ContactFilter, actor=request.user)
    listing.rows = listing.form.silent(listing.rows)
    if is_export(request):
        return table_response(request, "silent", SILENT, listing.rows)
    return render(request, "days/silent.html", {"listing": listing, "days": listing.form.days_chosen})


@page("GET")
def load(request: HttpRequest) -> HttpResponseBase:
    """What rests on each adviser, side by side."""
    require(policies.can_see_load(request.user))
    listing = Listing(request, queries.loads_of_advisers(request.user), LoadFilter, per_page=50)
    if is_export(request):
        return table_response(request, "load", LOADS, listing.rows)
    own = visible_territories(request.user).filter(request.user.reach(*COORDINATORS).of_territories())
    return render(request, "days/load.html", {"listing": listing, "territories": own.order_by("order")})


@page("GET")
def leaves(request: HttpRequest) -> HttpResponseBase:
    """Who is away, from when to when, and who stands in."""
    require(policies.can_see_days(request.user))
    listing = Listing(request, policies.visible_leaves(request.user), LeaveFilter)
    if is_export(request):
        return table_response(request, "leaves", LEAVES, listing.rows)
    shown = {"listing": listing, "today": timezone.localdate()}
    shown["may_record"] = bool(request.user.person_id) and can_record_leave(request.user, request.user)
    return render(request, "days/leaves.html", shown)


@page("GET")
def visits(request: HttpRequest) -> HttpResponse:
    """Choose whom to visit; the road goes from one to the nearest, and is printed with what each expects."""
    require(policies.can_see_days(request.user))
    listing = Listing(request, queries.cases_to_visit(request.user), VisitFilter, actor=request.user)
    chosen = list(queries.cases_to_visit(request.user, _keys(request)))
    territory = chosen[0].territory if chosen else request.user.home
    start = queries.start_of(territory) if territory else None
    point = (start.latitude, start.longitude) if start else None
    stops = queries.ordered_route(chosen, point)
    shown = {"listing": listing, "stops": stops, "start": start, "territory": territory, "most": MOST_STOPS}
    shown |= {"total": sum(stop.km or 0 for stop in stops), "unplaced": any(stop.point is None for stop in stops)}
    keys = {case.pk for case in chosen}
    shown |= {"chosen": keys, "elsewhere": sorted(keys - {case.pk for case in listing.page})}
    return render(request, "days/visits.html", shown)


def _keys(request: HttpRequest) -> list[int]:
    asked = request.GET.getlist("case")[: MOST_STOPS * 2]
    return [int(key) for key in dict.fromkeys(asked) if key.isascii() and key.isdigit() and len(key) < 10]
