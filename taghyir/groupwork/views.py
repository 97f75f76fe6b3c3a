"""The page on which a meeting becomes services."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.gatherings.policies import visible_gatherings
from taghyir.groupwork import actions
from taghyir.groupwork.forms import RecordSessionForm
from taghyir.groupwork.policies import can_record_session
from taghyir.groupwork.queries import enterprises_that_came


@page("GET", "POST")
def record_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came for which enterprise, and one press to record it in each file."""
    gathering = get_object_or_404(visible_gatherings(request.user).select_related("territory"), pk=pk)
    require(can_record_session(request.user, gathering))
    form = RecordSessionForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_session(actor=request.user, gathering=gathering, **form.cleaned_data)
            messages.success(request, _("It is recorded in the file of each enterprise that came."))
            return redirect(gathering)
    came = enterprises_that_came(request.user, gathering)
    shown = {"form": form, "gathering": gathering, "came": came, "left": [one for one in came if one.can_be_recorded]}
    return render(request, "groupwork/record_session.html", shown)
