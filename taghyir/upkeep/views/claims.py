"""Cards that somebody says are theirs: proved by a code, or in person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.directory.policies import visible_organisations
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export
from taghyir.upkeep import actions, policies, queries
from taghyir.upkeep.columns import CLAIMS
from taghyir.upkeep.forms import ClaimsFilter, ProveClaimForm, RefuseClaimForm


@login_not_required
@page("GET", "POST")
def claim_card(request, pk):
    """This is our organisation. Without an account: by the mail box of the card, or in person."""
    organisation = get_object_or_404(visible_organisations(request.user).select_related("territory"), pk=pk)
    if request.method == "POST":
        try:
            return _claimed(request, organisation)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = {"organisation": organisation, "may": policies.can_claim_card(request.user, organisation)}
    return render(request, "upkeep/claim_card.html", context)


def _claimed(request, organisation):
    if not request.user.is_authenticated:
        actions.ask_by_mail(actor=None, organisation=organisation, language=base_language())
        sent = _("If the card has a mail box, a letter is there or on its way: whoever reads it can keep the card.")
        messages.success(request, sent)
        return redirect("upkeep:claim_card", organisation.pk)
    require(policies.can_claim_card(request.user, organisation))
    made = actions.claim_card(actor=request.user, organisation=organisation)
    return redirect("upkeep:claim", made.pk)


@page("GET", "POST")
def claim(request, pk):
    """One's own claim: the code of the mail. For who decides: who it is, and the two buttons."""
    found = get_object_or_404(queries.claims_with_all(request.user), pk=pk)
    form = ProveClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.count_wrong_code(actor=request.user, claim=found)
            actions.prove_claim(actor=request.user, claim=found, **form.cleaned_data)
            messages.success(request, _("The card is yours to keep."))
            return redirect("upkeep:keep_card", found.organisation_id)
    context = {
        "claim": found,
        "form": form,
        "refusal": RefuseClaimForm(is_read=found.person_id is not None),
        "is_own": policies.can_prove_claim(request.user, found),
        "may": policies.can_decide_claim(request.user, found),
    }
    return render(request, "upkeep/claim.html", context)


@page("POST")
def ask_code(request, pk):
    """Send a code to the mail box of the card."""
    found = get_object_or_404(queries.claims_with_all(request.user), pk=pk)
    try:
        actions.ask_code(actor=request.user, claim=found)
        messages.success(
            request,
            _("If the card has a mail box, a code of six digits is on its way there. It holds for thirty minutes."),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("upkeep:claim", found.pk)


@page("GET")
def claims(request):
    """Claims of the cards one looks after, and one's own."""
    listing = Listing(request, queries.claims_with_all(request.user), ClaimsFilter)
    if is_export(request):
        return table_response(request, "claims", CLAIMS, listing.rows)
    return render(request, "upkeep/claims.html", {"listing": listing})


@page("POST")
def confirm_claim(request, pk):
    """They were met, and speak for the organisation."""
    found = get_object_or_404(queries.claims_with_all(request.user), pk=pk)
    return _decided(request, lambda: actions.confirm_claim(actor=request.user, claim=found))


@page("POST")
def refuse_claim(request, pk):
    """They do not speak for it."""
    found = get_object_or_404(queries.claims_with_all(request.user), pk=pk)
    reason = request.POST.get("reason", "").replace("\0", "")[:300]
    return _decided(request, lambda: actions.refuse_claim(actor=request.user, claim=found, reason=reason))


def _decided(request, decide):
    try:
        decided = decide()
        messages.success(request, _("They are told.") if decided.person_id else _("The claim is closed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("upkeep:claims")
