"""Filled sheets come back: photos and scans are sent, read by the worker, and each picture says what it became."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.paper import actions, queries
from taghyir.paper.forms import BringSheetsForm
from taghyir.paper.policies import can_bring_sheets


@page("GET", "POST")
def bring_sheets(request):
    """Send photos or a scan."""
    require(can_bring_sheets(request.user))
    form = BringSheetsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            brought = actions.bring_sheets(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The files are kept. They are being read."))
            return redirect(brought)
    before = Paginator(queries.bringings_of(request.user), 10).get_page(request.GET.get("page", "1"))
    return render(request, "paper/bring_sheets.html", {"form": form, "before": before})


@page("GET")
def bringing(request, pk):
    """How far the reading is, and what each picture became."""
    found = get_object_or_404(queries.bringings_of(request.user), pk=pk)
    pictures = Paginator(queries.pages_of_bringing(found), 30).get_page(request.GET.get("page", "1"))
    return render(request, "paper/bringing.html", {"bringing": found, "pictures": pictures})
