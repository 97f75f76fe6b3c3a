"""Pages of the services of a file: the list, the one form that is filled with the thumb, and the action that is done."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment import actions
from taghyir.accompaniment.access import found_case
from taghyir.accompaniment.forms import AllServicesFilter, FinishActionForm, RecordServiceForm, ServiceFilter
from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.accompaniment.policies import can_finish_action, can_record_service
from taghyir.accompaniment.queries import services_of, services_with_names, totals_by_kind, totals_of
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.people.models import User
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export
from taghyir.tables.sheets import sheet

COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda service: service.case.number),
    (gettext_lazy("day"), lambda service: service.given_on),
    (gettext_lazy("kind of service"), lambda service: service.kind),
    (gettext_lazy("subject"), lambda service: service.get_topic_display()),
    (gettext_lazy("minutes"), lambda service: service.minutes),
    (gettext_lazy("where"), lambda service: service.get_mode_display()),
    (gettext_lazy("women present"), lambda service: service.women),
    (gettext_lazy("men present"), lambda service: service.men),
    (gettext_lazy("people present, sex not said"), lambda service: service.unsaid),
    (gettext_lazy("given by"), lambda service: service.given_by),
    (gettext_lazy("for which action"), lambda service: service.planned_action),
    (gettext_lazy("what was done"), lambda service: service.notes),
    (gettext_lazy("a training"), lambda service: service.is_training),
    (gettext_lazy("why nothing is to be practised"), lambda service: service.no_practice),
]


COLUMNS_OF_ALL: list[Column] = [
    COLUMNS[0],
    (gettext_lazy("organisation"), lambda service: service.case.organisation),
    (gettext_lazy("territory"), lambda service: service.case.territory),
    *COLUMNS[1:],
]


@page("GET")
def all_services(request: HttpRequest) -> HttpResponseBase:
    """What was given in every file one sees, and how much of each kind."""
    listing = Listing(request, services_with_names(request.user), AllServicesFilter, actor=request.user)
    if is_export(request):
        return table_response(request, "services", COLUMNS_OF_ALL, listing.rows)
    shown = {"listing": listing, "totals": totals_of(listing.rows), "kinds": totals_by_kind(listing.rows)}
    return render(request, "accompaniment/all_services.html", shown)


@page("GET")
def services(request: HttpRequest, pk: int) -> HttpResponseBase:
    case = found_case(request.user, pk)
    listing = Listing(request, services_of(request.user, case), ServiceFilter)
    if is_export(request):
        return table_response(request, f"services-{case.number}", COLUMNS, listing.rows)
    shown = {"case": case, "listing": listing, "totals": totals_of(listing.rows)}
    return render(request, "accompaniment/services.html", shown)


@page("GET", "POST")
def record_service(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_case(request.user, pk)
    require(can_record_service(request.user, case))
    form = RecordServiceForm(request.POST or None, case=case, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            _record_once(request.user, case, form.cleaned_data)
            messages.success(request, _("The service is recorded."))
            return redirect(case)
    return render(request, "accompaniment/record_service.html", {"form": form, "case": case})


def _record_once(actor: User, case: Case, given: dict[str, Any]) -> None:
    """A double tap is one service, and no reproach."""
    try:
        actions.record_service(actor=actor, case=case, **given)
    except actions.AlreadySent:
        return


@page("GET", "POST")
def finish_action(request: HttpRequest, pk: int) -> HttpResponse:
    planned = get_object_or_404(PlannedAction.objects.select_related("objective"), pk=pk)
    planned.objective.case = case = found_case(request.user, planned.objective.case_id)
    require(can_finish_action(request.user, planned))
    form, act = FinishActionForm(request.POST or None), partial(actions.finish_action, planned_action=planned)
    said = _("This action is done.")
    return sheet(request, "accompaniment/finish_action.html", form, act, said, case=case, planned=planned)
