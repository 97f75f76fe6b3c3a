"""What people agreed to: a list, one of them with its proof, asked for, printed, withdrawn."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.consents import actions, policies, queries
from taghyir.consents.forms import (
    AddProofForm,
    ConsentsFilter,
    RecordConsentsForm,
    RecordConsentVoiceForm,
    WithdrawConsentForm,
    WriteConsentTextForm,
)
from taghyir.consents.models import ConsentText
from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.people.policies import visible_people
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("person"), lambda consent: str(consent.person)),
    (gettext_lazy("territory"), lambda consent: str(consent.person.territory or "")),
    (gettext_lazy("purpose"), lambda consent: consent.text.get_purpose_display()),
    (gettext_lazy("version"), lambda consent: consent.text.version),
    (gettext_lazy("how"), lambda consent: consent.get_manner_display()),
    (gettext_lazy("given on"), lambda consent: consent.given_on),
    (gettext_lazy("until"), lambda consent: consent.expires_on),
    (gettext_lazy("state"), lambda consent: consent.get_state_display()),
    (gettext_lazy("collected by"), lambda consent: str(consent.collected_by)),
]


@page("GET")
def consents(request):
    """What people of one's territories agreed to."""
    require(policies.can_list_consents(request.user))
    rows = queries.consents_with_all(policies.visible_consents(request.user)).order_by("-given_on", "-pk")
    listing = Listing(request, rows, ConsentsFilter)
    if is_export(request):
        return table_response(request, "consents", COLUMNS, listing.rows)
    return render(request, "consents/consents.html", {"listing": listing})


@page("GET")
def consent(request, pk):
    """One of them: the words that were heard, and what proves it."""
    found = _seen(request, pk)
    note_access(request.user, "consent.opened", found)
    context = {
        "consent": found,
        "may_withdraw": found.withdrawn_at is None and policies.can_withdraw_consent(request.user, found),
        "may_add_proof": found.proof_id is None and policies.can_add_proof(request.user, found),
    }
    return render(request, "consents/consent.html", context)


@page("GET", "POST")
def record_consents(request, pk):
    """The words to read aloud, what they agree to, and what proves it."""
    person = _person(request, pk)
    require(policies.can_record_consents(request.user, person))
    standing = queries.purposes_standing(person)
    first = {"language": base_language(), "purposes": request.GET.getlist("purpose")}
    form = RecordConsentsForm(
        request.POST or None, request.FILES or None, initial=first, person=person, standing=standing
    )
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_consents(actor=request.user, person=person, **form.cleaned_data)
            messages.success(request, _("What was agreed to is kept, with its words."))
            return redirect("people:person", pk)
    words = [one for one in queries.words_of_purposes(base_language()) if one.purpose not in standing]
    return render(request, "consents/record_consents.html", {"form": form, "person": person, "words": words})


@page("GET")
def consent_sheet(request, pk):
    """The words on paper, to be signed."""
    person = _person(request, pk)
    require(policies.can_record_consents(request.user, person))
    chosen = request.GET.getlist("purpose")
    words = [one for one in queries.words_of_purposes(base_language()) if not chosen or one.purpose in chosen]
    return render(request, "consents/consent_sheet.html", {"person": person, "words": words})


@page("GET", "POST")
def add_proof(request, pk):
    """The photo of the paper, or the voice, once it is there."""
    found = _seen(request, pk)
    require(policies.can_add_proof(request.user, found))
    form = AddProofForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_proof(actor=request.user, consent=found, **form.cleaned_data)
            messages.success(request, _("The proof is kept."))
            return redirect(found)
    return render(request, "consents/add_proof.html", {"consent": found, "form": form})


@page("GET")
def consent_proof(request, pk):
    """The paper, the signature or the voice. Who opens it is written."""
    found = _seen(request, pk)
    if found.proof is None:
        raise Http404
    return file_response(request.user, found.proof)


@page("GET", "POST")
def withdraw_consent(request, pk):
    """Take back what was agreed to."""
    found = _seen(request, pk)
    require(policies.can_withdraw_consent(request.user, found))
    form = WithdrawConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.withdraw_consent(actor=request.user, consent=found, **form.cleaned_data)
            messages.success(
                request,
                _("It is withdrawn. Card photos that show this person are hidden; the rest is taken down by hand."),
            )
            return redirect("people:person", found.person_id)
    title = found.text.get_purpose_display()
    return render(request, "consents/withdraw_consent.html", {"form": form, "person": found.person, "title": title})


@page("GET", "POST")
def withdraw_every_consent(request, pk):
    """Take back everything, in one act."""
    person = _person(request, pk)
    require(policies.can_withdraw_every_consent(request.user, person))
    form = WithdrawConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.withdraw_every_consent(actor=request.user, person=person, **form.cleaned_data)
            messages.success(
                request,
                _("It is withdrawn. Card photos that show this person are hidden; the rest is taken down by hand."),
            )
            return redirect("people:person", pk)
    context = {"form": form, "person": person, "title": _("Everything they agreed to")}
    return render(request, "consents/withdraw_every_consent.html", context)


@page("GET")
def consent_texts(request):
    """The present words for each purpose, for all who ask people to agree."""
    require(policies.can_list_consents(request.user))
    words = queries.words_of_purposes(base_language())
    may_write = policies.can_write_consent_text(request.user)
    context = {"words": words, "may_write": may_write, "may_say": policies.can_record_consent_voice(request.user)}
    return render(request, "consents/consent_texts.html", context)


@page("GET", "POST")
def write_consent_text(request, purpose):
    """New words for one purpose, in each language."""
    require(policies.can_write_consent_text(request.user))
    if purpose not in ConsentText.Purpose.values:
        raise Http404
    versions = queries.versions_of(purpose)
    present = {text.language: text.text for text in reversed(versions)}
    form = WriteConsentTextForm(request.POST or None, known=present)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.write_consent_text(actor=request.user, purpose=purpose, **form.cleaned_data)
            messages.success(request, _("These are the words from now on. What was agreed to before keeps its own."))
            return redirect("consents:consent_texts")
    context = {"form": form, "title": ConsentText.Purpose(purpose).label, "versions": versions}
    return render(request, "consents/write_consent_text.html", context)


@csp_update({"media-src": ["blob:"]})  # what was recorded is heard before it is sent
@page("GET", "POST")
def record_consent_voice(request, pk):
    """Say the words of one text aloud, in a language people speak."""
    require(policies.can_record_consent_voice(request.user))
    text = get_object_or_404(ConsentText, pk=pk)
    sent = RecordConsentVoiceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if sent.is_valid():
        with refusals_shown_on(sent):
            actions.record_consent_voice(actor=request.user, text=text, **sent.cleaned_data)
            messages.success(request, _("The voice is kept: it is heard beside the words."))
            return redirect("consents:consent_texts")
    voices = text.voices.select_related("recorded_by__person")
    return render(request, "consents/record_consent_voice.html", {"sent": sent, "text": text, "voices": voices})


@page("GET")
def consent_voice(request, pk):
    """The sound itself."""
    voice = get_object_or_404(policies.visible_consent_voices(request.user).select_related("sound"), pk=pk)
    return file_response(request.user, voice.sound, log=False)


@page("POST")
def remove_consent_voice(request, pk):
    """Nobody hears it any more."""
    voices = policies.visible_consent_voices(request.user).select_related("text", "sound")
    text = actions.remove_consent_voice(actor=request.user, voice=get_object_or_404(voices, pk=pk))
    messages.success(request, _("The voice is removed."))
    return redirect("consents:record_consent_voice", text.pk)


def _person(request, pk):
    return get_object_or_404(visible_people(request.user).select_related("territory"), pk=pk)


def _seen(request, pk):
    rows = policies.visible_consents(request.user).select_related(
        "person__territory", "text", "proof", "collected_by__person"
    )
    rows = rows.prefetch_related("text__voices__recorded_by__person")
    return get_object_or_404(rows, pk=pk)
