"""What the law asks: for everybody to read, by legal form or as a list; for a coordinator to keep."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.compliance import actions, policies, queries
from taghyir.compliance.columns import FACTS
from taghyir.compliance.forms import EndFactForm, FactForm, FactsFilter, ReplaceFactForm
from taghyir.compliance.words import in_words_of
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.text import folded
from taghyir.directory.models import LegalForm
from taghyir.places.models import Country
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@login_not_required
@page("GET")
def legal_forms(request: HttpRequest) -> HttpResponse:
    """Choose a country and a legal form."""
    rows = sorted(queries.legal_forms_with_facts(timezone.localdate()), key=lambda form: folded(str(form)))
    countries = [(country.label, [form for form in rows if form.country == country]) for country in Country]
    return render(request, "compliance/legal_forms.html", {"countries": countries})


@login_not_required
@page("GET")
def legal_form(request: HttpRequest, code: str) -> HttpResponse:
    """What the law asks of one legal form on a day, by when it matters; made to be printed."""
    form = get_object_or_404(LegalForm, code=code.replace("\0", ""))
    on = queries.chosen_day(request.GET.get("on"))
    with in_words_of(form.country):
        context = {
            "form": form,
            "on": on,
            "is_today": on == timezone.localdate(),
            "groups": queries.facts_by_moment(form, on),
            "may_keep": policies.can_keep_facts(request.user, form.country),
        }
        return render(request, "compliance/legal_form.html", context)


@login_not_required
@page("GET")
def facts(request: HttpRequest) -> HttpResponseBase:
    """All the facts, those that ended too."""
    listing = Listing(request, queries.facts_with_all(policies.visible_facts(request.user)), FactsFilter)
    if is_export(request):
        return table_response(request, "facts", FACTS, listing.rows)
    may_add = policies.can_add_facts(request.user)
    return render(request, "compliance/facts.html", {"listing": listing, "may_add": may_add})


@login_not_required
@page("GET")
def fact(request: HttpRequest, pk: int) -> HttpResponse:
    """One fact: where it comes from, its other versions; for who keeps it, what was done to it."""
    found = get_object_or_404(queries.facts_with_all(policies.visible_facts(request.user)), pk=pk)
    with in_words_of(found.country):
        context = {
            "fact": found,
            "versions": queries.versions_of(found),
            "history": queries.history_of(found) if policies.can_read_history(request.user, found) else [],
            "may_keep": policies.can_keep_facts(request.user, found.country),
        }
        return render(request, "compliance/fact.html", context)


def _keep(request: HttpRequest, form: Any, act: Any, title: str, said: str, **details: Any) -> HttpResponse:
    """Show `form`, and when it is filled let `act` do it. Every form of the facts is this page."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            done = act(actor=request.user, **details, **form.cleaned_data)
            messages.success(request, said)
            return redirect(done)
    context = {"form": form, "title": title, "fact": details.get("fact"), "is_whole": isinstance(form, FactForm)}
    return render(request, "compliance/keep.html", context)


@page("GET", "POST")
def add_fact(request: HttpRequest) -> HttpResponse:
    """Write a fact that is not there."""
    require(policies.can_add_facts(request.user))
    form = FactForm(request.POST or None, actor=request.user, initial={"legal_forms": []})
    return _keep(request, form, actions.add_fact, _("Add a fact"), _("The fact is added."))


@page("GET", "POST")
def correct_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written wrong."""
    found = get_object_or_404(policies.visible_facts(request.user), pk=pk)
    require(policies.can_keep_facts(request.user, found.country))
    form = FactForm(request.POST or None, instance=found, actor=request.user)
    said = _("The fact is corrected. It is to be verified again.")
    return _keep(request, form, actions.correct_fact, _("Correct a mistake"), said, fact=found)


@page("GET", "POST")
def replace_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """The law changes: write what it says from a day on."""
    found = get_object_or_404(policies.visible_facts(request.user), pk=pk)
    require(policies.can_keep_facts(request.user, found.country))
    form = ReplaceFactForm(request.POST or None, instance=found, actor=request.user, initial={"valid_from": None})
    said = _("The new version is there. The old one is kept, and ends the day before.")
    return _keep(request, form, actions.replace_fact, _("The law changes"), said, fact=found)


@page("GET", "POST")
def end_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """The law no longer asks it."""
    found = get_object_or_404(policies.visible_facts(request.user), pk=pk)
    require(policies.can_keep_facts(request.user, found.country))
    form = EndFactForm(request.POST or None)
    said = _("The fact ends on that day. It is kept.")
    return _keep(request, form, actions.end_fact, _("The law no longer asks it"), said, fact=found)


@page("POST")
def verify_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """It was read in the text of the law."""
    found = get_object_or_404(policies.visible_facts(request.user), pk=pk)
    actions.verify_fact(actor=request.user, fact=found)
    messages.success(request, _("The fact is verified, in your name."))
    return redirect(found)
