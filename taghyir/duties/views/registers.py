"""The register of members and of shares."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.duties import actions, policies, queries
from taghyir.duties.columns import HOLDERS
from taghyir.duties.forms import HolderForm, RegisterFilter
from taghyir.duties.register_papers import members_paper, shares_paper
from taghyir.duties.views.assemblies import paper_response
from taghyir.duties.views.duties import found_organisation
from taghyir.duties.wording import in_words_of
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

PAPERS = {"members": members_paper, "shares": shares_paper}
CURRENCY_OF = {"MA": "MAD", "TN": "TND"}


@page("GET")
def register(request, pk):
    """Its lines by number, the sums of today. Each opening is written."""
    organisation = found_organisation(request, pk)
    note_access(request.user, "register.opened", organisation)
    listing = Listing(request, queries.holders_of(request.user, organisation), RegisterFilter)
    with in_words_of(organisation.country):
        if is_export(request):
            return table_response(request, "register", HOLDERS, listing.rows)
        context = {
            "organisation": organisation,
            "listing": listing,
            "totals": queries.totals_of_register(organisation),
            "may_keep": policies.can_add_holder(request.user, organisation),
        }
        return render(request, "duties/register.html", context)


@page("GET", "POST")
def add_holder(request, pk):
    """A member enters."""
    organisation = found_organisation(request, pk)
    require(policies.can_add_holder(request.user, organisation))
    form = HolderForm(request.POST or None, initial={"currency": CURRENCY_OF.get(organisation.country, "EUR")})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_holder(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The line is in the register."))
            return redirect("duties:register", pk)
    with in_words_of(organisation.country):
        return render(request, "duties/add_holder.html", {"form": form, "organisation": organisation})


@page("GET", "POST")
def change_holder(request, pk):
    """Correct a line, add shares, or write that the member left."""
    rows = policies.visible_holders(request.user).select_related("organisation")
    holder = found_or_noted(request.user, rows, pk, of="organisation__cases")
    require(policies.can_change_holder(request.user, holder))
    now = queries.line_read(holder)
    form = HolderForm(request.POST or None, initial=dict(zip(HolderForm.base_fields, now, strict=True)), now=now)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_holder(actor=request.user, holder=holder, **form.cleaned_data)
            messages.success(request, _("The line is corrected."))
            return redirect("duties:register", holder.organisation_id)
    with in_words_of(holder.organisation.country):
        return render(request, "duties/change_holder.html", {"form": form, "holder": holder})


@page("GET")
def register_paper(request, pk, kind, language, ending):
    """The register of members or of shares, in French or in Arabic, to print or to edit. Each taking is written."""
    organisation = found_organisation(request, pk)
    note_access(request.user, "register.taken", organisation, kind=kind, language=language, ending=ending)
    holders = list(queries.holders_of(request.user, organisation))
    with in_words_of(organisation.country, language):
        paper = PAPERS[kind](organisation, holders)
        return paper_response(paper, slugify(f"{kind}-{organisation.name}") or kind, ending)
