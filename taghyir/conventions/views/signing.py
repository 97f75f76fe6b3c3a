"""A convention is drafted, locked, signed, kept, ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taghyir.accompaniment.policies import visible_cases
from taghyir.conventions import actions, policies, queries
from taghyir.conventions.forms import (
    ChangeDraftForm,
    DraftConventionForm,
    EndConventionForm,
    KeepSignedPaperForm,
    SignConventionForm,
)
from taghyir.conventions.models import Side
from taghyir.conventions.views.reading import seen_convention, shown_convention
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.tables.doors import found_or_noted


@page("GET", "POST")
def draft_convention(request: HttpRequest, pk: int) -> HttpResponse:
    """In which language, from when, for how long, who signs."""
    rows = visible_cases(request.user).select_related("organisation", "territory")
    case = found_or_noted(request.user, rows, pk, of="pk")
    require(policies.can_draft_convention(request.user, case))
    language = base_language() if base_language() in ("fr", "ar") else "fr"
    form = DraftConventionForm(request.POST or None, case=case, initial={"language": language})
    if form.is_valid():
        with refusals_shown_on(form):
            drafted = actions.draft_convention(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The convention is drafted: read it with them."))
            return redirect(drafted)
    return render(request, "conventions/draft_convention.html", {"form": form, "case": case})


@page("GET", "POST")
def change_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What is particular to this enterprise."""
    found = seen_convention(request, pk)
    require(policies.can_change_draft(request.user, found))
    form = ChangeDraftForm(request.POST or None, initial={"text": found.text}, now=[found.text])
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_draft(actor=request.user, convention=found, **form.cleaned_data)
            messages.success(request, _("The draft is changed."))
            return redirect(found)
    return render(request, "conventions/change_draft.html", {"form": form, "convention": found})


@page("POST")
def lock_convention(request: HttpRequest, pk: int) -> HttpResponse:
    """It is to be signed as it stands."""
    found = seen_convention(request, pk)
    try:
        actions.lock_convention(actor=request.user, convention=found)
        messages.success(request, _("Its text is locked: it may be signed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("GET", "POST")
def sign_convention(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """The text, then the finger."""
    found = seen_convention(request, pk)
    if side not in Side.values:
        raise Http404
    require(policies.can_sign_convention(request.user, found, side))
    is_handed = side == Side.ENTERPRISE and policies.can_sign_for_mechanism(request.user, found)
    known = {"case": found.case if is_handed else None, "initial": {"digest": found.digest}}
    form = SignConventionForm(request.POST or None, request.FILES or None, **known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.sign_convention(actor=request.user, convention=found, side=side, **form.cleaned_data)
            messages.success(request, _("It is signed. What was signed does not change."))
            return redirect(found)
    context = {"form": form, "convention": found, "side": Side(side).label, "blocks": queries.blocks_of(found.text)}
    return render(request, "conventions/sign_convention.html", context)


@page("POST")
def keep_signed_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan or the photo of the signed paper."""
    found, form = seen_convention(request, pk), KeepSignedPaperForm(request.POST, request.FILES)
    require(policies.can_keep_signed_paper(request.user, found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.keep_signed_paper(actor=request.user, convention=found, **form.cleaned_data)
            messages.success(request, _("The signed paper is kept."))
            return redirect(found)
    return shown_convention(request, found, keeping=form)


@page("POST")
def end_convention(request: HttpRequest, pk: int) -> HttpResponse:
    """It holds no more."""
    found, form = seen_convention(request, pk), EndConventionForm(request.POST)
    require(policies.can_end_convention(request.user, found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.end_convention(actor=request.user, convention=found, **form.cleaned_data)
            messages.success(request, _("The convention has ended, and they are told why."))
            return redirect(found)
    return shown_convention(request, found, ending=form)
