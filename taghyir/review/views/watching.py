"""Who saw what: for those who coordinate, and for auditors."""

from django.shortcuts import get_object_or_404, render

from taghyir.core.actions import require
from taghyir.core.http import page
from taghyir.review.accesses import COLUMNS, accesses_of, receipt_in, what_in
from taghyir.review.forms import AccessesFilter
from taghyir.review.policies import can_see_accesses
from taghyir.surveys.policies import visible_forms
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def accesses(request, pk):
    """Each opening of the answers to a form, the last first."""
    form = get_object_or_404(visible_forms(request.user), pk=pk)
    require(can_see_accesses(request.user))
    listing = Listing(request, accesses_of(request.user, form), AccessesFilter, counted_for=request.user)
    if is_export(request):
        return table_response(request, "accesses", COLUMNS, listing.rows)
    lines = [(entry, what_in(entry), receipt_in(entry)) for entry in listing.page.object_list]
    return render(request, "review/accesses.html", {"form": form, "listing": listing, "lines": lines})
