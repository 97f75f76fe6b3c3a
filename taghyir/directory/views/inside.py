"""What only those who follow an organisation keep: its numbers, who belongs to it, how many they are."""

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.directory import actions, policies
from taghyir.directory.forms import AddMembershipForm, CountMembersForm, FindPersonForm, RecordIdentifierForm
from taghyir.people.policies import visible_people


@page("GET", "POST")
def record_identifier(request, pk):
    """A number of the organisation, checked."""
    organisation = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    require(policies.can_record_identifier(request.user, organisation))
    form = RecordIdentifierForm(request.POST or None, country=organisation.country)
    if form.is_valid():
        with refusals_shown_on(form):
            number = actions.record_identifier(actor=request.user, organisation=organisation, **form.cleaned_data)
            tell = messages.warning if number.warning else messages.success
            tell(request, number.warning or _("The number is recorded."))
            return redirect(organisation)
    return render(request, "directory/record_identifier.html", {"form": form, "organisation": organisation})


@page("POST")
def remove_identifier(request, pk, identifier):
    """Take a number out of the file."""
    organisation = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    number = get_object_or_404(organisation.identifiers, pk=identifier)
    actions.remove_identifier(actor=request.user, identifier=number)
    messages.success(request, _("The number is out of the file."))
    return redirect(organisation)


@page("GET", "POST")
def add_membership(request, pk):
    """Find somebody, then say what they are in the organisation."""
    organisation = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    require(policies.can_add_membership(request.user, organisation))
    search = FindPersonForm(request.GET)
    people = visible_people(request.user) if request.method == "POST" else search.people(request.user)
    form = AddMembershipForm(request.POST or None, people=people)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_membership(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("They belong to it now."))
            return redirect(organisation)
    if request.method == "POST":
        form.fields["person"].queryset = search.people(request.user)
    context = {"form": form, "search": search, "organisation": organisation, "asked": request.GET.get("q", "").strip()}
    return render(request, "directory/add_membership.html", context)


@page("POST")
def end_membership(request, pk):
    """Somebody no longer belongs to it, from today on."""
    membership = get_object_or_404(policies.visible_memberships(request.user), pk=pk)
    try:
        actions.end_membership(actor=request.user, membership=membership)
        messages.success(request, _("They no longer belong to it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(membership.organisation)


@page("GET", "POST")
def count_members(request, pk):
    """Women and men, among the members and on the board."""
    organisation = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    require(policies.can_count_members(request.user, organisation))
    form = CountMembersForm(request.POST or None, initial=model_to_dict(organisation, exclude=["counted_on"]))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.count_members(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The count is recorded."))
            return redirect(organisation)
    return render(request, "directory/count_members.html", {"form": form, "organisation": organisation})
