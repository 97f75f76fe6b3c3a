"""What somebody agreed to: recorded with its words, withdrawn in one act."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.people import actions, policies, queries
from taghyir.people.forms import RecordConsentForm, WithdrawConsentForm
from taghyir.people.models import ConsentText
from taghyir.people.policies import visible_consents, visible_people


@page("GET", "POST")
def record_consent(request: HttpRequest, pk: int, purpose: str) -> Any:
    """The words to read aloud, then how they were agreed to."""
    person = get_object_or_404(visible_people(request.user).select_related("territory"), pk=pk)
    if purpose not in ConsentText.Purpose.values:
        raise Http404
    if not policies.can_record_consent(request.user, person):
        raise PermissionDenied
    form = RecordConsentForm(request.POST or None, initial={"language": base_language()})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_consent(actor=request.user, person=person, purpose=purpose, **form.cleaned_data)
            messages.success(request, _("What was agreed to is kept, with its words."))
            return redirect("people:person", pk)
    shown = {"form": form, "person": person, "purpose": ConsentText.Purpose(purpose).label}
    shown["texts"] = queries.texts_of_purpose(purpose)
    return render(request, "people/record_consent.html", shown)


@page("GET", "POST")
def withdraw_consent(request: HttpRequest, pk: int) -> Any:
    """Take back what was agreed to."""
    consents = visible_consents(request.user).select_related("person__territory", "text")
    consent = get_object_or_404(consents, pk=pk)
    if not policies.can_withdraw_consent(request.user, consent):
        raise PermissionDenied
    form = WithdrawConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.withdraw_consent(actor=request.user, consent=consent, **form.cleaned_data)
            messages.success(request, _("It is withdrawn, from now on and everywhere."))
            return redirect("people:person", consent.person_id)
    return render(request, "people/withdraw_consent.html", {"form": form, "consent": consent})
