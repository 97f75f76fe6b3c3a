"""Cards kept by their own people, confirmed by a link or a button, and those to go and see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.text import listed
from taghyir.directory import actions as directory
from taghyir.directory.policies import (
    can_confirm_organisation,
    can_describe_organisation,
    can_name_keeper,
    can_set_rhythm,
    visible_memberships,
    visible_organisations,
)
from taghyir.directory.queries import members_of, values_read
from taghyir.people.models import User
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export
from taghyir.upkeep import policies, queries
from taghyir.upkeep.columns import VISITS
from taghyir.upkeep.forms import DescribeForm, NameKeeperForm, RhythmForm, ShownForm, VisitsFilter


@login_not_required
@page("GET", "POST")
def still_true(request, token):
    """What the card says, and one button: it is still true. Opening the page confirms nothing: machines open mails too."""
    organisation = queries.organisation_of_token(token)
    if organisation is None:
        return render(request, "upkeep/still_true_gone.html", status=410)
    if request.method == "POST":
        directory.confirm_organisation(actor=User.objects.robot(), organisation=organisation)
        return render(request, "upkeep/still_true_done.html", {"organisation": organisation})
    return render(request, "upkeep/still_true.html", {"organisation": organisation})


@page("POST")
def confirm_card(request, pk):
    """Somebody who follows it, or keeps it, says that it is true."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_confirm_organisation(request.user, organisation))
    directory.confirm_organisation(actor=request.user, organisation=organisation)
    messages.success(request, _("The card is confirmed today."))
    return redirect(organisation)


@page("GET", "POST")
def keep_card(request, pk):
    """What its own people say of it, and what of it everybody sees."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_describe_organisation(request.user, organisation))
    now = values_read(organisation, DescribeForm.base_fields)
    form = DescribeForm(request.POST or None, initial=model_to_dict(organisation), now=now)
    if form.is_valid():
        with refusals_shown_on(form):
            directory.describe_organisation(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("Your card says so now."))
            return redirect(organisation)
    context = {"form": form, "organisation": organisation, "shown": ShownForm(initial={"shown": organisation.shown})}
    return render(request, "upkeep/keep_card.html", context | {"missing": queries.missing_of(organisation)})


@page("POST")
def choose_shown(request, pk):
    """What everybody sees of it."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_describe_organisation(request.user, organisation))
    form = ShownForm(request.POST)
    if form.is_valid():
        directory.choose_shown(actor=request.user, organisation=organisation, shown=form.cleaned_data["shown"])
        messages.success(request, _("Everybody sees what you chose, and nothing else."))
    return redirect("upkeep:keep_card", organisation.pk)


@page("GET", "POST")
def keepers(request, pk):
    """Who keeps the card, met in person: named and ended here; and how often it is to be confirmed."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_name_keeper(request.user, organisation))
    members = members_of(organisation)
    form = NameKeeperForm(request.POST or None, members=members.filter(is_keeper=False))
    if form.is_valid():
        with refusals_shown_on(form):
            directory.name_keeper(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("They keep the card from now on."))
            return redirect("upkeep:keepers", pk)
    rhythm = RhythmForm(initial={"review_months": organisation.review_months})
    context = {"organisation": organisation, "form": form, "rhythm": rhythm}
    return render(request, "upkeep/keepers.html", context | {"keepers": members.filter(is_keeper=True)})


@page("POST")
def end_keeper(request, pk):
    """They give the card back, or somebody takes it from them."""
    membership = get_object_or_404(visible_memberships(request.user).select_related("organisation"), pk=pk)
    directory.end_keeper(actor=request.user, membership=membership)
    messages.success(request, _("They no longer keep the card."))
    return redirect(membership.organisation)


@page("POST")
def set_rhythm(request, pk):
    """How often it is to be confirmed."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(can_set_rhythm(request.user, organisation))
    form = RhythmForm(request.POST)
    if form.is_valid():
        directory.set_rhythm(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("It is written."))
    else:
        messages.error(request, _("Choose from 1 to 24 months."))
    return redirect("upkeep:keepers", pk)


@page("GET")
def visits(request):
    """The cards to go and see: the least complete and longest unconfirmed first."""
    require(policies.can_see_visits(request.user))
    listing = Listing(request, queries.cards_to_visit(request.user), VisitsFilter, counted_for=request.user)
    if is_export(request):
        return table_response(request, "visits", VISITS, listing.rows)
    cards = [(card, listed(queries.missing_of(card))) for card in listing.page]
    return render(request, "upkeep/visits.html", {"listing": listing, "cards": cards})
