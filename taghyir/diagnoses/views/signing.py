"""The result is given back to the members, and signed by both parties with the finger."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.formats import written_for
from taghyir.diagnoses import actions, policies, queries
from taghyir.diagnoses.forms import GiveBackForm, KeepSignedResultForm, SignResultForm
from taghyir.diagnoses.views.reading import read_result, seen, shown_diagnosis
from taghyir.people.models import Person
from taghyir.tables.doors import found_or_noted


@page("GET", "POST")
def give_back_result(request, pk):
    """When it was told, and to whom."""
    found = seen(request, pk)
    require(policies.can_give_back_result(request.user, found))
    members = Person.objects.filter(pk__in=queries.members_to_name(found)).order_by("pk")
    form = GiveBackForm(request.POST or None, members=members)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.give_back_result(actor=request.user, diagnosis=found, **form.cleaned_data)
            messages.success(request, _("The result is given back. Both parties can sign it."))
            return redirect(found)
    return render(request, "diagnoses/give_back_result.html", {"form": form, "diagnosis": found})


@page("GET", "POST")
def sign_result(request, pk):
    """Read it once more, and sign with the finger."""
    found = seen(request, pk)
    require(policies.can_sign_result(request.user, found))
    digest = queries.digest_of(queries.content_of(found))
    case = found.case if policies.can_sign_for_mechanism(request.user, found) else None
    form = SignResultForm(request.POST or None, request.FILES or None, initial={"digest": digest}, case=case)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.sign_result(actor=request.user, diagnosis=found, **form.cleaned_data)
            messages.success(request, _("The result is signed. What you signed is kept as it is today."))
            return redirect(found)
    with written_for(found.case.territory.country):
        context = {"form": form, "diagnosis": found, "result": read_result(found)}
        return render(request, "diagnoses/sign_result.html", context)


@page("POST")
def keep_signed_result(request, pk):
    """The scan or the photo of what was signed on paper."""
    found, form = seen(request, pk), KeepSignedResultForm(request.POST, request.FILES)
    require(policies.can_keep_signed_result(request.user, found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.keep_signed_result(actor=request.user, diagnosis=found, **form.cleaned_data)
            messages.success(request, _("The signed paper is kept."))
            return redirect(found)
    return shown_diagnosis(request, found, keeping=form)


@page("GET")
def result_signature(request, pk):
    """What was drawn, for whoever sees the file."""
    rows = policies.visible_result_signatures(request.user).select_related("drawing")
    return file_response(request.user, found_or_noted(request.user, rows, pk, of="diagnosis__case").drawing)
