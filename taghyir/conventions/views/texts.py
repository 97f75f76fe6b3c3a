"""The texts conventions are written from: what stands where, and a new version."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.conventions import actions, policies, queries
from taghyir.conventions.forms import WriteConventionTextForm
from taghyir.conventions.models import LANGUAGES
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.people.models import FIELD_STAFF, Role
from taghyir.places.models import Territory


@page("GET")
def convention_texts(request: HttpRequest) -> HttpResponse:
    """For the programme and each territory, what stands in each language."""
    require(policies.can_read_conventions(request.user))
    reach = request.user.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    territories = Territory.objects.filter(reach.of_territories()).order_by("order")
    lines = [
        (territory, found, policies.can_write_convention_text(request.user, territory))
        for territory, found in queries.sources(territories)
    ]
    return render(request, "conventions/convention_texts.html", {"lines": lines})


@page("GET", "POST")
def write_convention_text(request: HttpRequest, where: str, language: str) -> HttpResponse:
    """The words as they stand, with the names that may be used; shown filled before they are kept."""
    territory = None if where == "programme" else get_object_or_404(Territory, slug=where)
    if language not in dict(LANGUAGES):
        raise Http404
    require(policies.can_write_convention_text(request.user, territory))
    source = queries.source_for(territory, language)
    form = WriteConventionTextForm(request.POST or None, initial={"text": source.text})
    example = ""
    if form.is_valid() and "preview" in request.POST:
        example = queries.example_of(form.cleaned_data["text"], language)
    elif form.is_valid():
        with refusals_shown_on(form):
            known = {"territory": territory, "language": language}
            actions.write_convention_text(actor=request.user, **known, **form.cleaned_data)
            messages.success(request, _("The next conventions are written from it. Those that are signed stay."))
            return redirect("conventions:convention_texts")
    context = {"form": form, "territory": territory, "language": language, "source": source, "named": queries.NAMED}
    context |= {"blocks": queries.blocks_of(example), "versions": queries.versions_of(territory, language)[:20]}
    return render(request, "conventions/write_convention_text.html", context)
