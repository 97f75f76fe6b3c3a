"""Pages of the lens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.lens import actions, policies, queries
from taghyir.lens.forms import ChooseMarkerForm, LensFilter, NoteCareForm
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda case: case.number),
    (gettext_lazy("organisation"), lambda case: case.organisation),
    (gettext_lazy("territory"), lambda case: case.territory),
    (gettext_lazy("gender marker"), lambda case: queries.markers_of(case)[0].level.value),
    (gettext_lazy("gender marker as computed"), lambda case: queries.markers_of(case)[0].computed.value),
    (gettext_lazy("reasons, gender"), lambda case: " ".join(queries.markers_of(case)[0].reasons)),
    (gettext_lazy("why chosen, gender"), lambda case: queries.markers_of(case)[0].why_chosen),
    (gettext_lazy("care marker"), lambda case: queries.markers_of(case)[1].level.value),
    (gettext_lazy("care marker as computed"), lambda case: queries.markers_of(case)[1].computed.value),
    (gettext_lazy("reasons, care"), lambda case: " ".join(queries.markers_of(case)[1].reasons)),
    (gettext_lazy("why chosen, care"), lambda case: queries.markers_of(case)[1].why_chosen),
    (gettext_lazy("women on the board"), lambda case: queries.facts_of(case)["board_women"]),
    (gettext_lazy("men on the board"), lambda case: queries.facts_of(case)["board_men"]),
]


@page("GET")
def lenses(request: HttpRequest) -> HttpResponseBase:
    """Both markers of each file one sees, and how many files are at each level, country by country."""
    listing = Listing(request, queries.lenses_of(request.user), LensFilter)
    if is_export(request):
        return table_response(request, "markers", COLUMNS, listing.rows)
    rows = [(case, queries.markers_of(case)) for case in listing.page]
    shown = {"listing": listing, "rows": rows, "totals": queries.totals_by_country(listing.rows)}
    return render(request, "lens/lenses.html", shown)


def _seen(request: HttpRequest, pk: int) -> Case:
    """404 for whoever does not see the file; trying leaves a line on it."""
    return found_or_noted(request.user, queries.lenses_of(request.user), pk, of="pk")


@page("GET")
def lens(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: who decides, who is paid, who cares, and what both markers say."""
    case = _seen(request, pk)
    notes = list(queries.notes_of(case)[:20])
    shown = {
        "case": case,
        "facts": queries.facts_of(case),
        "markers": queries.markers_of(case),
        "notes": notes,
        "paid": queries.pay_said_in(notes),
        "values": queries.unpaid_value_of(case),
        "may_note": case.is_open and policies.can_note_care(request.user, case),
        "may_choose": policies.can_choose_marker(request.user, case),
    }
    return render(request, "lens/lens.html", shown)


@page("GET", "POST")
def note_care(request: HttpRequest, pk: int) -> HttpResponse:
    case = _seen(request, pk)
    require(policies.can_note_care(request.user, case))
    currency = {"MA": "MAD", "TN": "TND"}.get(case.territory.country, "EUR")
    form = NoteCareForm(request.POST or None, case=case, initial={"currency": currency})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.note_care(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("It is noted."))
            return redirect("lens:lens", pk)
    return render(request, "lens/note_care.html", {"form": form, "case": case})


@page("GET", "POST")
def choose_marker(request: HttpRequest, pk: int, subject: str) -> HttpResponse:
    case = _seen(request, pk)
    require(policies.can_choose_marker(request.user, case))
    marker = next((one for one in queries.markers_of(case) if one.subject.value == subject), None)
    if marker is None:
        raise Http404
    form = ChooseMarkerForm(request.POST or None, initial={"chosen": marker.level.value, "reason": marker.why_chosen})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.choose_marker(actor=request.user, case=case, subject=subject, **form.cleaned_data)
            messages.success(request, _("The marker is chosen. What is computed stays beside it."))
            return redirect("lens:lens", pk)
    return render(request, "lens/choose_marker.html", {"form": form, "case": case, "marker": marker})
