"""Pairs that may be one organisation: looked at, decided, merged, parted again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.directory.policies import can_see_file_of_organisation
from taghyir.duplicates import actions, policies, queries
from taghyir.duplicates.columns import EXPORTED, MERGES_EXPORTED
from taghyir.duplicates.forms import CandidatesFilter, MergeForm, MergesFilter
from taghyir.duplicates.models import Candidate
from taghyir.people.models import FIELD_STAFF, Role
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def candidates(request):
    """The pairs to look at, the surest first."""
    require(request.user.has_role(*FIELD_STAFF, Role.Kind.AUDITOR))
    rows = queries.candidates_with_both(request.user)
    if not request.GET.get("decision"):
        rows = rows.filter(decision__in=[Candidate.Decision.NONE, Candidate.Decision.LATER])
    listing = Listing(request, rows, CandidatesFilter)
    if is_export(request):
        rows = listing.rows.iterator(chunk_size=500)
        return table_response(request, "duplicates", EXPORTED, queries.as_shown_to_reader(request.user, rows))
    listing.page.object_list = list(queries.as_shown_to_reader(request.user, listing.page.object_list))
    return render(request, "duplicates/candidates.html", {"listing": listing})


@page("GET")
def candidate(request, pk):
    """One pair, side by side."""
    found = get_object_or_404(queries.candidates_with_both(request.user), pk=pk)
    (found,) = queries.as_shown_to_reader(request.user, [found])
    return _shown(request, found, MergeForm(candidate=found))


@page("POST")
def merge_candidate(request, pk):
    """They are one: one entry stays."""
    found = get_object_or_404(queries.candidates_with_both(request.user), pk=pk)
    require(policies.can_decide_candidate(request.user, found))
    form = MergeForm(request.POST, candidate=found)
    if form.is_valid():
        with refusals_shown_on(form):
            merge = actions.merge_organisations(actor=request.user, **form.cleaned_data)
            messages.success(request, _("They are one organisation now. You can undo it for thirty days."))
            if "shown" in merge.before:
                messages.info(
                    request, _("What came from an entry that did not show it is not shown: its card can say otherwise.")
                )
            return redirect(merge.stays)
    return _shown(request, found, form)


@page("POST")
def keep_apart(request, pk):
    """They are two organisations."""
    found = get_object_or_404(queries.candidates_with_both(request.user), pk=pk)
    return _decided(
        request, lambda: actions.keep_apart(actor=request.user, candidate=found), _("They stay two organisations.")
    )


@page("POST")
def put_off(request, pk):
    """Nobody can say yet."""
    found = get_object_or_404(queries.candidates_with_both(request.user), pk=pk)
    return _decided(
        request, lambda: actions.put_off(actor=request.user, candidate=found), _("The pair stays in the list.")
    )


@page("GET")
def merges(request):
    """What was merged, by whom, and what can still be undone."""
    require(request.user.has_role(*FIELD_STAFF, Role.Kind.AUDITOR))
    rows = policies.visible_merges(request.user).select_related("stays", "goes", "merged_by__person")
    listing = Listing(request, rows.order_by("-merged_at", "-pk"), MergesFilter)
    if is_export(request):
        return table_response(request, "merges", MERGES_EXPORTED, listing.rows)
    return render(request, "duplicates/merges.html", {"listing": listing})


@page("POST")
def undo_merge(request, pk):
    """Both are organisations again."""
    merge = get_object_or_404(policies.visible_merges(request.user).select_related("stays", "goes"), pk=pk)
    try:
        actions.undo_merge(actor=request.user, merge=merge)
        messages.success(request, _("They are two organisations again, each with what it had."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicates:merges")


def _shown(request, found, form):
    followed = [can_see_file_of_organisation(request.user, side) for side in (found.first, found.second)]
    sides = [
        (side, queries.hanging_on(side) if is_followed else [])
        for side, is_followed in zip((found.first, found.second), followed, strict=True)
    ]
    context = {
        "candidate": found,
        "form": form,
        "sides": sides,
        "differences": queries.differences_of(found),
        "may": policies.can_decide_candidate(request.user, found),
    }
    return render(request, "duplicates/candidate.html", context)


def _decided(request, decide, sentence):
    try:
        decide()
        messages.success(request, sentence)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicates:candidates")
