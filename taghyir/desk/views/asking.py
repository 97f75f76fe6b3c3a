"""Ask for help, and follow it under a code: no account, no script needed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.design import formats
from taghyir.design.messages import text_message, whatsapp
from taghyir.design.visitors import count_miss, has_missed_too_often, sender_of
from taghyir.desk import actions, queries
from taghyir.desk.forms import AddMessageForm, AskForHelpForm, FindRequestForm
from taghyir.upkeep.queries import report_of_code
from taghyir.voices.queries import notice_said

MOST_MISSED = 30  # codes that are none, of one sender within an hour


@login_not_required
@page("GET", "POST")
def ask_for_help(request):
    """What happens with one's words stands before the first field; then where, what, and how to be reached."""
    form = AskForHelpForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actor = request.user if request.user.is_authenticated else None
            who = {"language": base_language(), "sender": sender_of(request)}
            asked = actions.ask_for_help(actor=actor, **who, **form.cleaned_data)
            return redirect("desk:follow_request", asked.shown_code)
    return render(request, "desk/ask_for_help.html", {"form": form} | notice_said(request.user, queries.NOTICE))


@login_not_required
@page("GET", "POST")
def find_request(request):
    """I have a code: of what I asked, or of an error I reported in the directory."""
    form = FindRequestForm(request.POST or None)
    if form.is_valid():
        if reported := report_of_code(form.cleaned_data["code"]):
            return redirect("upkeep:receipt", reported.code)
        if found := _looked_up(request, form.cleaned_data["code"]):
            return redirect("desk:follow_request", found.shown_code)
        form = _no_such(form.cleaned_data["code"])
    return render(request, "desk/find_request.html", {"form": form})


@login_not_required
@page("GET", "POST")
def follow_request(request, code):
    """Where it stands, what was said, and a place for one more word; a code that is none may be written once more."""
    if (found := _looked_up(request, code)) is None:
        return _written_again(request, code)
    form = AddMessageForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actor = request.user if request.user.is_authenticated else None
            actions.add_message(actor=actor, request=found, **form.cleaned_data)
            messages.success(request, _("Your word is there: it will be read."))
            return redirect("desk:follow_request", found.shown_code)
    return _shown(request, found, form)


@login_not_required
@page("POST")
def acknowledge_answer(request, code):
    """I have read the answer."""
    found = _found(request, code)
    try:
        actions.acknowledge_answer(actor=None, request=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _shown(request, found, AddMessageForm())
    messages.success(request, _("Thank you. Write again whenever you need."))
    return redirect("desk:follow_request", found.shown_code)


def _looked_up(request, code):
    """The request under this code, if any. Codes that are none are counted: beyond thirty an hour, none is right."""
    if has_missed_too_often(request, "help-code", most=MOST_MISSED):
        return None
    found = queries.request_of_code(code)
    if found is None:
        count_miss(request, "help-code")
    return found


def _no_such(code):
    """What was written, and why nothing opens."""
    form = FindRequestForm({"code": code[:20]})
    form.add_error("code", _("No request has this code. Look at it once more: eight letters and digits."))
    return form


def _written_again(request, code):
    return render(request, "desk/find_request.html", {"form": _no_such(code)}, status=404)


def _found(request, code):
    if found := _looked_up(request, code):
        return found
    raise Http404


def _shown(request, found, form):
    is_answered = found.need is not None and found.need.state == "answered"
    said = found.messages.select_related("by__person")
    with formats.written_for(found.place.country if found.place else "MA"):
        link = settings.SITE_URL + reverse("desk:follow_request", args=[found.shown_code])
        kept = _("My code at Taghyir: %(code)s. The answer is here: %(link)s") % {
            "code": found.shown_code,
            "link": link,
        }
        context = {"asked": found, "said": said, "form": form, "is_answered": is_answered}
        context |= {"whatsapp": whatsapp("", kept), "text_message": text_message("", kept)}  # to whom, they choose
        return render(request, "desk/follow_request.html", context)
