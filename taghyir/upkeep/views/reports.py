"""Errors that anybody reports, their answers, and how long an answer takes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.design.visitors import sender_of
from taghyir.directory.policies import visible_organisations
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export
from taghyir.upkeep import actions, policies, queries
from taghyir.upkeep.columns import REPORTS
from taghyir.upkeep.forms import AnswerReportForm, ReportErrorForm, ReportsFilter


@login_not_required
@page("GET", "POST")
def report_error(request, pk):
    """Say what is wrong with a card, without an account."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    form = ReportErrorForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actor = request.user if request.user.is_authenticated else None
            said = form.cleaned_data | {"language": base_language(), "sender": sender_of(request)}
            kept = actions.report_error(actor=actor, organisation=organisation, **said)
            return redirect("upkeep:receipt", kept.code)
    context = {"form": form, "organisation": organisation, "delay": queries.delay_of(organisation.territory)}
    return render(request, "upkeep/report_error.html", context)


@login_not_required
@page("GET")
def receipt(request, code):
    """What became of it, for whoever has its code."""
    found = queries.report_of_code(code)
    if found is None:
        raise Http404
    context = {"report": found, "delay": queries.delay_of(found.organisation.territory)}
    return render(request, "upkeep/receipt.html", context)


@login_not_required
@page("GET")
def delays(request):
    """How long an answer takes, territory by territory: everybody may know."""
    return render(request, "upkeep/delays.html", {"delays": queries.delays_by_territory()})


@page("GET")
def reports(request):
    """What was said of the cards one follows."""
    require(policies.can_read_reports(request.user))
    listing = Listing(request, queries.reports_with_all(request.user), ReportsFilter)
    if is_export(request):
        return table_response(request, "reports", REPORTS, listing.rows)
    return render(request, "upkeep/reports.html", {"listing": listing})


@page("GET", "POST")
def report(request, pk):
    """One of them, and its answer."""
    found = get_object_or_404(queries.reports_with_all(request.user), pk=pk)
    form = AnswerReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.answer_report(actor=request.user, report=found, **form.cleaned_data)
            messages.success(request, _("The answer stands under its code."))
            return redirect("upkeep:reports")
    may = policies.can_answer_report(request.user, found)
    return render(request, "upkeep/report.html", {"report": found, "form": form, "may": may})
