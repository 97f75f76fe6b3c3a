"""Organisations from a file: bring it, look at what it would do, write it, take the refused rows away to mend them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.sources import actions, policies
from taghyir.sources.forms import ImportOrganisationsForm
from taghyir.tables.exports import table_response
from taghyir.tables.models import Verdict
from taghyir.tables.runs import columns_of_rows, labels_of, rows_of

_VERDICTS = (*Verdict.values, "to_mend")


@page("GET", "POST")
def import_organisations(request):
    """Bring a file; those brought before are listed."""
    require(policies.can_import_organisations(request.user))
    form = ImportOrganisationsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            run = actions.import_organisations(actor=request.user, **form.cleaned_data)
            return redirect("sources:import_run", run.pk)
    runs = policies.visible_import_runs(request.user).select_related("file", "asked_by__person").order_by("-asked_at")
    return render(request, "sources/import_organisations.html", {"form": form, "runs": runs[:10]})


@page("GET")
def import_run(request, pk):
    """What a file would do, row by row; while the worker reads or writes, how far it is."""
    run = get_object_or_404(policies.visible_import_runs(request.user).select_related("file"), pk=pk)
    verdict = request.GET.get("verdict", "")
    rows = rows_of(run, verdict if verdict in _VERDICTS else "")
    context = {
        "run": run,
        "rows": Paginator(rows, 20).get_page(request.GET.get("page")),
        "verdict": verdict,
        "counts": [(value, label, run.counts.get(value, 0)) for value, label in labels_of(run)],
        "unknown": [heading for heading, column in run.columns if not column],
        "to_mend": 0 if run.is_under_way else rows_of(run, "to_mend").count(),
        "may_apply": policies.can_apply_import(request.user, run),
        "here": reverse("sources:import_run", args=[run.pk]),
    }
    return render(request, "sources/import_run.html", context)


@page("POST")
def apply_import(request, pk):
    """Write what was previewed."""
    run = get_object_or_404(policies.visible_import_runs(request.user), pk=pk)
    try:
        actions.apply_import(actor=request.user, run=run)
        messages.success(request, _("It is being written. You may leave this page."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("sources:import_run", run.pk)


@page("GET")
def rejected_rows(request, pk):
    """The rows to mend, with the columns of the file and why: mend it there, and bring it in again."""
    run = get_object_or_404(policies.visible_import_runs(request.user), pk=pk)
    return table_response(request, f"import-{run.pk}", columns_of_rows(run), rows_of(run, "to_mend"))
