"""Organisations from a file: bring it, look at what it would do, write it, take the refused rows away to mend them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.directory.policies import can_see_file_of_organisation, visible_organisations
from taghyir.sources import actions, policies, queries
from taghyir.sources.columns import guessed
from taghyir.sources.forms import (
    ASIDE,
    ChooseSheetForm,
    ImportOrganisationsForm,
    ImportRunsFilter,
    MapColumnsForm,
    SourcesFilter,
)
from taghyir.sources.importer import OrganisationImporter
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export
from taghyir.tables.models import Verdict
from taghyir.tables.runs import columns_of_rows, labels_of, rows_of

_COLUMNS_OF_SOURCES = (
    (gettext_lazy("name of the source"), lambda source: source.name),
    (gettext_lazy("licence of the source"), lambda source: source.licence),
    (gettext_lazy("country"), lambda source: source.get_country_display()),
    (gettext_lazy("Columns remembered"), lambda source: source.columns_said),
    (gettext_lazy("last used"), lambda source: source.used_at),
)
_COLUMNS_OF_RUNS = (
    (gettext_lazy("Name of the file"), lambda run: run.file.name),
    (gettext_lazy("source"), lambda run: run.options.get("source", "")),
    (gettext_lazy("Brought by"), lambda run: str(run.asked_by)),
    (gettext_lazy("Brought on"), lambda run: run.asked_at),
    (gettext_lazy("How far it is"), lambda run: dict(ImportRunsFilter.base_fields["state"].choices).get(run.state, "")),
    *((verdict.label, lambda run, verdict=verdict: run.counts.get(verdict.value, 0)) for verdict in Verdict),
)
_VERDICTS = (*Verdict.values, "to_mend")


@page("GET", "POST")
def import_organisations(request):
    """Bring a file; those brought before are listed."""
    require(policies.can_import_organisations(request.user))
    form = ImportOrganisationsForm(
        request.POST or None, request.FILES or None, initial={"source": request.GET.get("source", "")[:80]}
    )
    if form.is_valid():
        with refusals_shown_on(form):
            run = actions.import_organisations(actor=request.user, **form.cleaned_data)
            return redirect("sources:import_run", run.pk)
    runs = _runs_of(request.user)[:10]
    return render(request, "sources/import_organisations.html", {"form": form, "runs": runs})


@page("GET")
def import_runs(request):
    """Every file that was brought, the latest first."""
    require(policies.can_see_sources(request.user))
    listing = Listing(request, _runs_of(request.user), ImportRunsFilter)
    if is_export(request):
        return table_response(request, "imports", _COLUMNS_OF_RUNS, listing.rows)
    may_import = policies.can_import_organisations(request.user)
    return render(request, "sources/import_runs.html", {"listing": listing, "may_import": may_import})


def _runs_of(actor):
    return policies.visible_import_runs(actor).select_related("file", "asked_by__person").order_by("-asked_at", "-pk")


@page("GET")
def import_run(request, pk):
    """What a file would do, row by row; while the worker reads or writes, how far it is."""
    run = get_object_or_404(policies.visible_import_runs(request.user).select_related("file"), pk=pk)
    verdict = request.GET.get("verdict", "")
    rows = rows_of(run, verdict if verdict in _VERDICTS else "")
    if run.state == run.State.ASKING and policies.can_map_columns(request.user, run):
        return redirect("sources:map_columns", run.pk)
    context = {
        "run": run,
        "rows": Paginator(rows, 20).get_page(request.GET.get("page")),
        "verdict": verdict,
        "counts": [(value, label, run.counts.get(value, 0)) for value, label in labels_of(run)],
        "unknown": [heading for heading, column in run.columns if not column],
        "to_mend": 0 if run.is_under_way else rows_of(run, "to_mend").count(),
        "may_map": policies.can_map_columns(request.user, run),
        "may_apply": policies.can_apply_import(request.user, run),
        "here": reverse("sources:import_run", args=[run.pk]),
    }
    return render(request, "sources/import_run.html", context)


@page("GET", "POST")
def map_columns(request, pk):
    """What each column of a file is, asked once for all the files of its source."""
    run = get_object_or_404(policies.visible_import_runs(request.user).select_related("file"), pk=pk)
    require(policies.can_map_columns(request.user, run))
    if not run.columns or run.is_under_way or run.state == run.State.APPLIED:
        return redirect("sources:import_run", run.pk)
    form = MapColumnsForm(request.POST or None, **_columns_asked(run))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.map_columns(actor=request.user, run=run, columns=form.columns)
            return redirect("sources:import_run", run.pk)
    return render(request, "sources/map_columns.html", {"run": run, "form": form})


@page("GET", "POST")
def choose_sheet(request, pk):
    """Which sheet of a workbook is read, each with how it begins."""
    run = get_object_or_404(policies.visible_import_runs(request.user).select_related("file"), pk=pk)
    require(policies.can_map_columns(request.user, run))
    sheets = run.options.get("sheets", [])
    if len(sheets) < 2 or run.is_under_way or run.state == run.State.APPLIED:
        return redirect("sources:import_run", run.pk)
    form = ChooseSheetForm(request.POST or None, sheets=sheets, initial={"sheet": run.options["sheet"]})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.choose_sheet(actor=request.user, run=run, **form.cleaned_data)
            return redirect("sources:import_run", run.pk)
    return render(request, "sources/choose_sheet.html", {"run": run, "form": form})


def _columns_asked(run):
    """The headings of a file, their examples, and what each is likely to be."""
    headings, said = [heading for heading, _label in run.columns], run.options.get("columns", {})
    guesses = guessed(headings, said, OrganisationImporter.columns_of(headings, said))
    initial = {f"column_{place}": guess or ASIDE for place, guess in enumerate(guesses)}
    return {"headings": headings, "examples": run.examples, "initial": initial}


@page("GET")
def sources(request):
    """The registers, maps and lists that files came from, with what is remembered of each."""
    require(policies.can_see_sources(request.user))
    listing = Listing(request, policies.visible_sources(request.user).select_related("owner__person"), SourcesFilter)
    if is_export(request):
        return table_response(request, "sources", _COLUMNS_OF_SOURCES, listing.rows)
    may_import = policies.can_import_organisations(request.user)
    return render(request, "sources/sources.html", {"listing": listing, "may_import": may_import})


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


@page("POST")
def take_from_source(request, pk, name):
    """Our card says what the source says."""
    return _decide(request, pk, name, actions.take_from_source, _("Our card says so too now."))


@page("POST")
def keep_ours(request, pk, name):
    """Ours is right."""
    return _decide(request, pk, name, actions.keep_ours, _("Ours stays. Nobody is asked about this value again."))


@page("GET")
def origins(request, pk):
    """Which source, under which licence, says the same as each fact of a card."""
    require(policies.can_see_origins(request.user))
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_see_file_of_organisation(request.user, organisation))
    said = list(policies.visible_said(request.user).filter(organisation=organisation).order_by("source", "pk"))
    context = {"organisation": organisation, "origins": queries.origins_of(organisation, said)}
    return render(request, "sources/origins.html", context)


def _decide(request, pk, name, decide, told):
    said = get_object_or_404(policies.visible_said(request.user).select_related("organisation__territory"), pk=pk)
    try:
        decide(actor=request.user, said=said, name=name)
        messages.success(request, told)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(said.organisation)
