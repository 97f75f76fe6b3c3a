"""Pages of forms: the list, one form with its versions, publishing and retiring."""

from csp.decorators import csp_update
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.kept import WORKER
from taghyir.design.panels import panels_at
from taghyir.surveys import actions, queries
from taghyir.surveys.forms import AddFormFilesForm, FormsFilter, PublishFormForm, faults_shown_on
from taghyir.surveys.policies import (
    can_fill_form,
    can_publish_form,
    can_publish_forms,
    can_retire_form,
    visible_forms,
    visible_versions,
)
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = (
    (gettext_lazy("title"), lambda form: form.title),
    (gettext_lazy("form identifier"), lambda form: form.xform_id),
    (gettext_lazy("form version"), lambda form: form.current.version if form.current else ""),
    (gettext_lazy("territory"), lambda form: str(form.territory or "")),
    (gettext_lazy("answers"), lambda form: form.answer_count),
    (gettext_lazy("last answer"), lambda form: form.last_answer_at),
    (gettext_lazy("takes answers"), lambda form: form.is_open),
)


@csp_update(WORKER)
@page("GET")
def forms(request):
    """The forms this person may fill or read."""
    listing = Listing(request, queries.forms_with_counts(request.user), FormsFilter)
    if is_export(request):
        return table_response(request, "forms", COLUMNS, listing.rows)
    may_publish = can_publish_forms(request.user)
    to_fill = set(queries.forms_to_fill(request.user).values_list("pk", flat=True))
    context = {"listing": listing, "may_publish": may_publish, "to_fill": to_fill}
    return render(request, "surveys/forms.html", context)


@page("GET")
def form(request, pk):
    """One form: what can be done with it, its versions, and the files it still misses."""
    found = get_object_or_404(queries.forms_with_counts(request.user), pk=pk)
    context = {
        "form": found,
        "versions": queries.versions_of_form(found),
        "question_count": queries.question_count(found.current) if found.current else 0,
        "language_names": queries.names_of_languages(found.current.languages) if found.current else [],
        "missing": queries.form_files_missing(found.current) if found.current else [],
        "kept_lists": queries.kept_lists_of(found.current) if found.current else [],
        "may_fill": found.is_open and can_fill_form(request.user, found),
        "may_publish": can_publish_form(request.user, found.territory),
        "may_retire": found.is_open and can_retire_form(request.user, found),
        "side": panels_at("form.side", request, found),
    }
    return render(request, "surveys/form.html", context)


@page("GET", "POST")
def publish_form(request):
    """Send a sheet; what is to be mended is said sheet by sheet, row by row."""
    require(can_publish_forms(request.user))
    form = PublishFormForm(request.POST or None, request.FILES or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form), faults_shown_on(form):
            return redirect(_published(request, form.cleaned_data))
    return render(request, "surveys/publish_form.html", {"form": form})


def _published(request, sent):
    try:
        version = actions.publish_form(actor=request.user, **sent)
    except actions.Unchanged as unchanged:
        messages.info(request, str(unchanged))
        return unchanged.version.form
    messages.success(request, _("The form is published: people can fill it now."))
    return version.form


@page("GET", "POST")
def add_form_files(request, pk):
    """Send the pictures, sounds and lists that a version shows."""
    version = get_object_or_404(visible_versions(request.user).select_related("form"), pk=pk)
    require(can_publish_form(request.user, version.form.territory))
    form = AddFormFilesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_form_files(actor=request.user, version=version, **form.cleaned_data)
            messages.success(request, _("The files are with the form."))
            return redirect(version.form)
    context = {"form": form, "version": version, "missing": queries.form_files_missing(version)}
    return render(request, "surveys/add_form_files.html", context)


@page("POST")
def retire_form(request, pk):
    """Take no more answers."""
    form = get_object_or_404(visible_forms(request.user), pk=pk)
    try:
        actions.retire_form(actor=request.user, form=form)
        messages.success(request, _("This form takes no more answers. Those received stay."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(form)


@page("GET")
def form_source(request, pk):
    """The sheet a version was made of."""
    version = get_object_or_404(visible_versions(request.user).select_related("source"), pk=pk)
    return file_response(request.user, version.source, log=False)
