"""The questions of a form to be said aloud, one after the other, and each voice to be heard."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.surveys.policies import visible_forms
from taghyir.voices import actions, queries
from taghyir.voices.forms import RecordVoiceForm
from taghyir.voices.policies import can_record_voice, visible_voices
from taghyir.voices.views.sounds import sound_response

NO_LANGUAGE = "-"  # in an address, where the sheet names none


@page("GET")
def form_voices(request, pk):
    """Each question in one language, with its voice; the other languages beside."""
    form = _form(request, pk)
    require(can_record_voice(request.user, form))
    tongues = queries.tongues_of(form)
    codes = [tongue.code for tongue in tongues]
    asked = _language(request, form)
    chosen = asked if asked in codes else next(iter(codes), "")
    spoken = queries.spoken_questions(form, chosen)
    context = {
        "form": form,
        "tongues": [(tongue, tongue.code or NO_LANGUAGE) for tongue in tongues],
        "chosen": chosen,
        "spoken": [(one, _address(form, one)) for one in spoken],
        "stale": sum(one.voice is not None and not one.is_current for one in spoken),
    }
    return render(request, "voices/form_voices.html", context)


@csp_update({"media-src": ["blob:"]})  # what was recorded is heard before it is sent
@page("GET", "POST")
def record_voice(request, pk, path):
    """One question to say aloud; then the next one that waits for a voice."""
    form = _form(request, pk)
    require(can_record_voice(request.user, form))
    asked = queries.spoken_question(form, _language(request, form), path)
    if asked is None:
        raise Http404
    sent = RecordVoiceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if sent.is_valid():
        with refusals_shown_on(sent):
            actions.record_voice(actor=request.user, form=form, path=path, language=asked.language, **sent.cleaned_data)
            return redirect(_after(request, form, asked))
    context = {"form": form, "asked": asked, "sent": sent, "tongue": queries.name_of(asked.language)}
    return render(request, "voices/record_voice.html", context | {"back": _list_address(form, asked.language)})


@page("POST")
def remove_voice(request, pk):
    """The question is no longer said aloud."""
    voice = get_object_or_404(visible_voices(request.user).select_related("form__territory", "sound"), pk=pk)
    actions.remove_voice(actor=request.user, voice=voice)
    messages.success(request, _("The voice is removed."))
    return redirect(_list_address(voice.form, voice.language))


@page("GET")
def voice(request, pk, name):
    """The sound itself. Its address holds its hash: a phone keeps it for good."""
    return sound_response(request, visible_voices(request.user).filter(form=pk), name, kept="private")


def _after(request, form, asked):
    following = queries.next_to_say(form, asked.language, asked.path)
    if following is None:
        messages.success(request, _("Every question is said aloud in this language."))
        return _list_address(form, asked.language)
    messages.success(request, _("The voice is kept. Here is the next question."))
    return _address(form, following)


def _form(request, pk):
    return get_object_or_404(visible_forms(request.user).select_related("territory", "current"), pk=pk)


def _language(request, form):
    """The language the address names, else that of the reader, else the first of the form."""
    if written := request.GET.get("language"):
        return "" if written == NO_LANGUAGE else written
    codes = queries.languages_of(form)
    return base_language() if base_language() in codes else next(iter(codes), "")


def _address(form, spoken):
    return _in(spoken.language, reverse("voices:record_voice", args=[form.pk, spoken.path]))


def _list_address(form, language):
    return _in(language, reverse("voices:form_voices", args=[form.pk]))


def _in(language, address):
    return f"{address}?{urlencode({'language': language or NO_LANGUAGE})}"
