"""A form on paper: how many sheets, in which language, and their PDF."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taghyir.core.http import page, refusals_shown_on
from taghyir.paper import actions, printed, queries
from taghyir.paper.forms import PrintFormForm
from taghyir.paper.policies import visible_batches
from taghyir.surveys.queries import forms_to_fill


@page("GET", "POST")
def print_form(request, pk):
    """Choose the language and how many; see what was printed before."""
    found = get_object_or_404(forms_to_fill(request.user), pk=pk)
    form = PrintFormForm(request.POST or None, version=found.current)
    if form.is_valid():
        with refusals_shown_on(form):
            batch = actions.print_form(actor=request.user, version=found.current, **form.cleaned_data)
            messages.success(request, _("The sheets are ready: take the PDF and print it without changing its size."))
            return redirect(batch)
    batches = Paginator(queries.batches_of_form(request.user, found), 10).get_page(request.GET.get("page", "1"))
    return render(request, "paper/print_form.html", {"form": form, "asked": found, "batches": batches})


@page("GET")
def printed_batch(request, pk):
    """One batch: its PDF, its sheets and what became of them, and what paper could not hold."""
    batches = visible_batches(request.user).select_related("version__form", "printed_by__person")
    batch = get_object_or_404(batches, pk=pk)
    sheets = batch.sheets.order_by("pk").only("pk", "number", "state", "batch")
    return render(request, "paper/printed_batch.html", {"batch": batch, "sheets": sheets})


@never_cache
@page("GET")
def batch_pdf(request, pk):
    """The PDF, drawn where the kept layout says."""
    batch = get_object_or_404(visible_batches(request.user).select_related("version__form"), pk=pk)
    numbers = list(batch.sheets.order_by("pk").values_list("number", flat=True))
    version = batch.version
    drawn = printed.sheets_as_pdf(batch.layout, version.form.title, batch.language, version.md5[:4], numbers)
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="sheets-{batch.pk}-{batch.language}.pdf"'
    return response
