"""Pages of what was handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from taghyir.accompaniment.policies import visible_cases
from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.design.formats import written_for
from taghyir.handovers import actions, policies, queries
from taghyir.handovers.forms import AttachDeedForm, HandoverFilter, RecordHandoverForm, SignDeedForm
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.printed import paper_deed
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

FIELDS = ("kind", "what", "amount", "currency", "serial", "state", "source", "handed_on")
COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda one: one.case.number),
    (gettext_lazy("organisation"), lambda one: one.case.organisation),
    (gettext_lazy("territory"), lambda one: one.case.territory),
    (gettext_lazy("day"), lambda one: one.handed_on),
    (pgettext_lazy("hand-over", "type"), lambda one: one.get_kind_display()),
    (gettext_lazy("what is handed over"), lambda one: one.what),
    (gettext_lazy("amount or value"), lambda one: one.money and one.money.amount),
    (gettext_lazy("currency"), lambda one: one.currency),
    (gettext_lazy("serial number"), lambda one: one.serial),
    (gettext_lazy("state"), lambda one: one.get_state_display()),
    (gettext_lazy("whose money"), lambda one: one.source),
    (gettext_lazy("handed over by"), lambda one: one.handed_by),
    (gettext_lazy("signed by"), lambda one: _signature(one) and _signature(one).signed_by),
    (gettext_lazy("deed on paper"), lambda one: one.deed and one.deed.latest.name),
]


def _signature(handover: HandOver) -> DeedSignature | None:
    return getattr(handover, "signature", None)


def _found(request: HttpRequest, pk: int) -> HandOver:
    return found_or_noted(request.user, queries.handovers_with_names(request.user), pk, of="case")


@page("GET")
def handovers(request: HttpRequest) -> HttpResponseBase:
    """What was handed over in the files one sees, and how much in each currency."""
    listing = Listing(request, queries.handovers_with_names(request.user), HandoverFilter)
    if is_export(request):
        return table_response(request, "hand-overs", COLUMNS, listing.rows)
    totals = queries.totals_by_currency(listing.rows)
    return render(request, "handovers/handovers.html", {"listing": listing, "totals": totals})


@page("GET", "POST")
def record_handover(request: HttpRequest, pk: int) -> HttpResponse:
    rows = visible_cases(request.user).select_related("organisation", "territory")
    case = found_or_noted(request.user, rows, pk, of="pk")
    require(policies.can_record_handover(request.user, case))
    currency = {"MA": "MAD", "TN": "TND"}.get(case.territory.country, "EUR")
    form = RecordHandoverForm(request.POST or None, initial={"currency": currency})
    if form.is_valid():
        with refusals_shown_on(form):
            recorded = actions.record_handover(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("It is recorded. Its deed waits for a signature."))
            return redirect(recorded)
    return render(request, "handovers/record_handover.html", {"form": form, "case": case})


@page("GET")
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    signature = _signature(found)
    is_signed = bool(signature or found.deed_id)
    works = policies.can_change_handover(request.user, found)
    may = {"change": works and not is_signed, "attach": works and not signature}
    may["sign"] = not is_signed and policies.can_sign_deed(request.user, found)
    shown = {"handover": found, "signature": signature, "may": may}
    return render(request, "handovers/handover.html", shown)


@page("GET", "POST")
def change_handover(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.can_change_handover(request.user, found))
    now = {name: getattr(found, name) for name in FIELDS} | {"amount": found.money and found.money.amount}
    form = RecordHandoverForm(request.POST or None, initial=now, now=queries.values_read(found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_handover(actor=request.user, handover=found, **form.cleaned_data)
            messages.success(request, _("It is changed."))
            return redirect(found)
    return render(request, "handovers/change_handover.html", {"form": form, "handover": found})


@page("GET", "POST")
def sign_deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the deed once more, and sign it with the finger."""
    found = _found(request, pk)
    require(policies.can_sign_deed(request.user, found))
    digest = queries.digest_of(queries.words_of_deed(found))
    form = SignDeedForm(request.POST or None, request.FILES or None, initial={"digest": digest})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.sign_deed(actor=request.user, handover=found, **form.cleaned_data)
            messages.success(request, _("The deed is signed."))
            return redirect(found)
    return render(request, "handovers/sign_deed.html", {"form": form, "handover": found})


@page("GET", "POST")
def attach_deed(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.can_attach_deed(request.user, found))
    form = AttachDeedForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.attach_deed(actor=request.user, handover=found, **form.cleaned_data)
            messages.success(request, _("The signed deed is among the documents of the file."))
            return redirect(found)
    return render(request, "handovers/attach_deed.html", {"form": form, "handover": found})


@page("GET")
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """The deed as PDF, to sign on paper or as it was signed. Each taking is written."""
    found = _found(request, pk)
    note_access(request.user, "deed.taken", found)
    with written_for(found.case.territory.country):
        content = paper_deed(found, _signature(found))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{found.case.number}-{found.pk}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET")
def deed_signature(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was drawn, for whoever sees the file."""
    rows = policies.visible_signatures(request.user).select_related("drawing")
    signed = found_or_noted(request.user, rows, pk, of="handover__case")
    return file_response(request.user, signed.drawing)
