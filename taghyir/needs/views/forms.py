"""Which forms give needs, and by which questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.needs import actions, policies, queries
from taghyir.needs.forms import MapFormToNeedsForm
from taghyir.needs.policies import visible_need_mappings
from taghyir.surveys.policies import visible_forms


@page("GET")
def mapped_forms(request):
    """The open forms, and how many of their questions give needs."""
    forms = [(form, policies.can_map_form_to_needs(request.user, form)) for form in queries.forms_to_map(request.user)]
    return render(request, "needs/mapped_forms.html", {"forms": forms})


@page("GET", "POST")
def map_form_to_needs(request, pk):
    """Choose the question whose answers are needs, and what is said around it."""
    mapped = get_object_or_404(visible_forms(request.user).select_related("current", "territory"), pk=pk)
    require(policies.can_map_form_to_needs(request.user, mapped))
    form = MapFormToNeedsForm(request.POST or None, form=mapped)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.map_form_to_needs(actor=request.user, form=mapped, **form.cleaned_data)
            messages.success(request, _("From now on, each answer to this question is a need with an owner."))
            return redirect("needs:map_form_to_needs", mapped.pk)
    shown = {"form": form, "mapped": mapped, "mappings": queries.mappings_in_words(mapped)}
    return render(request, "needs/map_form_to_needs.html", shown)


@page("POST")
def remove_need_mapping(request, pk):
    """This question gives no needs any more."""
    mapping = get_object_or_404(visible_need_mappings(request.user).select_related("form__territory"), pk=pk)
    actions.remove_need_mapping(actor=request.user, mapping=mapping)
    messages.success(request, _("This question gives no needs any more. Those it gave stay."))
    return redirect("needs:map_form_to_needs", mapping.form_id)
