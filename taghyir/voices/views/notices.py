"""What is said before anything is kept, to be said aloud in each language, and heard by anybody."""

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.voices import actions, policies, queries
from taghyir.voices.forms import RecordNoticeVoiceForm
from taghyir.voices.views.sounds import sound_response

EVERYWHERE = "all"  # in an address: the whole programme


@page("GET")
def notice_voices(request):
    """Each notice in each language of one territory: what is said aloud, and what waits for a voice."""
    require(policies.can_record_notice_voices(request.user))
    places = list(policies.visible_territories_to_say(request.user))
    territory = _territory(request, places)
    said = [
        (notice, notice.words(base_language()), [(one, _address(one, territory)) for one in each])
        for notice, each in queries.notices_at(territory)
    ]
    context = {"territory": territory, "places": places, "said": said}
    context["may_everywhere"] = policies.can_record_notice_voice(request.user, None)
    return render(request, "voices/notice_voices.html", context)


@csp_update({"media-src": ["blob:"]})  # what was recorded is heard before it is sent
@page("GET", "POST")
def record_notice_voice(request, code, spoken):
    """One notice to say in one language; then the next one that waits for a voice."""
    require(policies.can_record_notice_voices(request.user))
    territory = _territory(request, list(policies.visible_territories_to_say(request.user)))
    notice = queries.notice_named(code)
    said = queries.said_notice(notice, spoken, territory) if notice else None
    if said is None:
        raise Http404
    sent = RecordNoticeVoiceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if sent.is_valid():
        with refusals_shown_on(sent):
            what = {"notice": code, "spoken": spoken, "territory": territory}
            actions.record_notice_voice(actor=request.user, **what, **sent.cleaned_data)
            return redirect(_after(request, said, territory))
    mine = said.notice.words(base_language()) if said.read_in != base_language() else ""
    context = {"said": said, "sent": sent, "territory": territory, "mine": mine}
    return render(request, "voices/record_notice_voice.html", context | {"back": _list_address(territory)})


@page("POST")
def remove_notice_voice(request, pk):
    """Nobody hears it any more."""
    voices = policies.visible_notice_voices(request.user).select_related("sound", "territory")
    removed = actions.remove_notice_voice(actor=request.user, voice=get_object_or_404(voices, pk=pk))
    messages.success(request, _("The voice is removed."))
    return redirect(_list_address(removed.territory))


@login_not_required
@page("GET")
def notice_voice(request, name):
    """The sound itself, for anybody, without an account. Its address holds its hash: it is kept for good."""
    voices = policies.visible_notice_voices(request.user)
    return sound_response(request, voices, name, kept="public")


def _territory(request, places):
    """The territory the address names; None: the whole programme. Without a name, the first where one says them."""
    written = request.GET.get("territory", "")
    if written == EVERYWHERE or not (written or places):
        require(policies.can_record_notice_voice(request.user, None))
        return None
    found = next((place for place in places if written in ("", place.slug)), None)
    if found is None:
        raise Http404
    return found


def _after(request, said, territory):
    following = queries.next_notice_to_say(said, territory)
    if following is None:
        messages.success(request, _("Everything is said aloud here, in each language."))
        return _list_address(territory)
    messages.success(request, _("The voice is kept. Here is the next one that waits."))
    return _address(following, territory)


def _address(said, territory):
    return _at(territory, reverse("voices:record_notice_voice", args=[said.notice.code, said.spoken]))


def _list_address(territory):
    return _at(territory, reverse("voices:notice_voices"))


def _at(territory, address):
    return f"{address}?{urlencode({'territory': territory.slug if territory else EVERYWHERE})}"
