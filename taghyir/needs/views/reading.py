"""Reading: the list, one need, the heat map."""

from csp.decorators import csp_update
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import require
from taghyir.core.http import page
from taghyir.design.kept import WORKER
from taghyir.design.panels import panels_at
from taghyir.needs import policies, queries
from taghyir.needs.forms import HeatForm, NeedsFilter
from taghyir.needs.models import Need
from taghyir.needs.policies import visible_needs
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

NEED_COLUMNS = (
    (_("heard on"), lambda need: need.heard_on),
    (_("territory"), lambda need: str(need.territory or "")),
    (_("theme"), lambda need: need.get_theme_display()),
    (_("in their words"), lambda need: need.words),
    (_("organisation"), lambda need: str(need.organisation or "")),
    (_("who said it, in words"), lambda need: need.said_by),
    (_("sex"), lambda need: need.get_sex_display()),
    (_("priority for them"), lambda need: need.get_said_priority_display() or ""),
    (_("priority for the adviser"), lambda need: need.get_adviser_priority_display() or ""),
    (_("state"), lambda need: need.get_state_display()),
    (_("age in days"), lambda need: need.age_days),
    (_("owner"), lambda need: str(need.owner)),
    (_("level"), lambda need: need.get_level_display()),
    (_("answer due on"), lambda need: need.due_on),
    (_("answer"), lambda need: need.get_answer_display()),
    (_("the answer, in words"), lambda need: need.answer_words),
    (_("answered on"), lambda need: need.answered_on),
    (_("told on"), lambda need: need.told_on),
)


@page("GET")
def needs(request):
    """The needs I may see: those that wait first, the most urgent first."""
    listing = Listing(request, queries.needs_in_order(request.user), NeedsFilter, needs=visible_needs(request.user))
    if is_export(request):
        return table_response(request, "needs", NEED_COLUMNS, listing.rows)
    shown = {
        "listing": listing,
        "figures": queries.need_figures(visible_needs(request.user)),
        "may_hear": policies.can_hear_needs(request.user),
        "may_read_heat": policies.can_read_heat_map(request.user),
    }
    return render(request, "needs/needs.html", shown)


@csp_update(WORKER)  # read again without network
@page("GET")
def need(request, pk):
    """One need: the words, whose it is, its answer, and what happened."""
    found = get_object_or_404(
        queries.needs_in_order(request.user).select_related(
            "gathering", "submission__form", "person", "answer_gathering", "answer_organisation"
        ),
        pk=pk,
    )
    shown = {
        "need": found,
        "history": queries.history_of(found),
        "main": panels_at("need.main", request, found),
        "may_raise": found.state in Need.UNANSWERED and queries.next_level(found) is not None,
        "may_answer": policies.can_answer_need(request.user, found),
        "may_read_submission": policies.can_read_submission(request.user, found),
        "may_read_gathering": policies.can_read_gathering(request.user, found),
    }
    return render(request, "needs/need.html", shown)


@page("GET")
def heat_map(request):
    """How many needs of each theme in each territory."""
    require(policies.can_read_heat_map(request.user))
    form = HeatForm(request.GET)
    heat = queries.needs_by_theme_and_territory(request.user, **form.chosen)
    if is_export(request):
        columns = [(_("theme"), lambda row: row[0])]
        columns += [(str(one), lambda row, at=at: row[1][at]) for at, one in enumerate(heat.territories)]
        return table_response(request, "needs-by-theme", columns, heat.rows)
    return render(request, "needs/heat_map.html", {"heat": heat, "form": form})
