"""Labels of an organisation: recorded with their certificate, checked, removed, and their paper opened."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.directory import actions, policies
from taghyir.directory.forms import RecordLabelForm


@page("GET", "POST")
def record_label(request, pk):
    """A label and its certificate."""
    organisation = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    require(policies.can_record_label(request.user, organisation))
    form = RecordLabelForm(request.POST or None, request.FILES or None, country=organisation.country)
    if form.is_valid():
        with refusals_shown_on(form):
            label = actions.record_label(actor=request.user, organisation=organisation, **form.cleaned_data)
            said = _("The label is on the card.") if label.is_checked else _("The label is shown once it is checked.")
            messages.success(request, said)
            return redirect(organisation)
    return render(request, "directory/record_label.html", {"form": form, "organisation": organisation})


@page("POST")
def check_label(request, pk):
    """Its certificate was read: everybody sees it."""
    label = get_object_or_404(policies.visible_labels(request.user), pk=pk)
    actions.check_label(actor=request.user, label=label)
    messages.success(request, _("The label is on the card."))
    return redirect(label.organisation)


@page("POST")
def remove_label(request, pk):
    """It was a mistake, or was taken back."""
    label = get_object_or_404(policies.visible_labels(request.user), pk=pk)
    actions.remove_label(actor=request.user, label=label)
    messages.success(request, _("The label is no longer on the card."))
    return redirect(label.organisation)


@page("GET")
def label_paper(request, pk):
    """The certificate, for who follows the organisation."""
    label = get_object_or_404(policies.visible_labels(request.user), pk=pk)
    return file_response(request.user, label.paper)
