"""Pages of the files: the list, the one page of an enterprise, and what happens to it."""

from functools import partial

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment import actions, policies
from taghyir.accompaniment.access import found_case, note_opening
from taghyir.accompaniment.forms import CaseFilter, CloseCaseForm, SetNextStepForm, TransferCaseForm
from taghyir.accompaniment.queries import CaseFile, cases_with_last_service, cases_with_totals
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.formats import written_for
from taghyir.design.kept import WORKER
from taghyir.design.panels import panels_at
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export
from taghyir.tables.sheets import sheet

COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda case: case.number),
    (gettext_lazy("organisation"), lambda case: case.organisation),
    (gettext_lazy("name in the other script"), lambda case: case.organisation.other_name),
    (gettext_lazy("legal form"), lambda case: case.organisation.legal_form),
    (gettext_lazy("led by women"), lambda case: case.organisation.is_women_led),
    (gettext_lazy("an enterprise being created"), lambda case: case.is_new_enterprise),
    (gettext_lazy("territory"), lambda case: case.territory),
    (gettext_lazy("adviser"), lambda case: case.adviser),
    (gettext_lazy("opened on"), lambda case: case.opened_on),
    (gettext_lazy("services"), lambda case: case.service_count),
    (gettext_lazy("minutes"), lambda case: case.service_minutes),
    (gettext_lazy("last service on"), lambda case: case.last_service_on),
    (gettext_lazy("next step"), lambda case: case.next_step),
    (gettext_lazy("promised for"), lambda case: case.next_step_on),
    (gettext_lazy("closed on"), lambda case: case.closed_on),
    (gettext_lazy("how it ended"), lambda case: case.get_exit_display()),
    (gettext_lazy("reason"), lambda case: case.exit_reason),
]


@page("GET")
def cases(request: HttpRequest) -> HttpResponseBase:
    if is_export(request):
        listing = Listing(request, cases_with_totals(request.user), CaseFilter, actor=request.user)
        return table_response(request, "files", COLUMNS, listing.rows)
    listing = Listing(request, cases_with_last_service(request.user), CaseFilter, actor=request.user)
    return render(request, "accompaniment/cases.html", {"listing": listing})


@csp_update(WORKER)  # read again without network
@page("GET")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of an enterprise on one page."""
    found = found_case(request.user, pk, whole=True)
    note_opening(request.user, found)
    may = {
        "work": found.is_open and policies.can_work_on_case(request.user, found),
        "ask": not found.is_open and policies.can_record_demand(request.user, found.organisation),
        "transfer": found.is_open and policies.can_transfer_case(request.user, found),
        "close": found.is_open and policies.can_close_case(request.user, found),
    }
    file = CaseFile(found)
    request.case_file = file  # type: ignore[attr-defined]  # panels read it too
    shown = {"case": found, "file": file, "may": may, "today": timezone.localdate()}
    shown |= {"panels": panels_at("case.top", request, found), "end": panels_at("case.end", request, found)}
    with written_for(found.territory.country):
        return render(request, "accompaniment/case.html", shown)


@page("GET", "POST")
def set_next_step(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_case(request.user, pk)
    require(policies.can_set_next_step(request.user, case))
    now = {"next_step": case.next_step, "next_step_on": case.next_step_on}
    form = SetNextStepForm(request.POST or None, initial=now, now=list(now.values()))
    act = partial(actions.set_next_step, case=case)
    return sheet(request, "accompaniment/set_next_step.html", form, act, _("The next step is written."), case=case)


@page("GET", "POST")
def transfer_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_case(request.user, pk)
    require(policies.can_transfer_case(request.user, case))
    form = TransferCaseForm(request.POST or None, case=case)
    if form.is_valid():
        with refusals_shown_on(form):
            given = actions.transfer_case(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("%(name)s follows this file from now on.") % {"name": given.adviser})
            return redirect("accompaniment:case", pk)
    return render(request, "accompaniment/transfer_case.html", {"form": form, "case": case})


@page("GET", "POST")
def close_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = found_case(request.user, pk)
    require(policies.can_close_case(request.user, case))
    form, act = CloseCaseForm(request.POST or None), partial(actions.close_case, case=case)
    return sheet(
        request, "accompaniment/close_case.html", form, act, _("The file is closed. It can still be read."), case=case
    )
