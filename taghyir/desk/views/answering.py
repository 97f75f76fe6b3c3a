"""What was asked, for who answers: a list, one of them, and what can be done with it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.design.panels import panels_at
from taghyir.desk import actions, policies, queries
from taghyir.desk.columns import REQUESTS
from taghyir.desk.forms import AnswerRequestForm, CloseRequestForm, MakeNeedForm, RequestsFilter
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def requests(request):
    """What was asked in one's territories, what waits first."""
    require(policies.can_read_requests(request.user))
    listing = Listing(request, queries.requests_with_all(request.user), RequestsFilter)
    if is_export(request):
        return table_response(request, "requests", REQUESTS, listing.rows)
    return render(request, "desk/requests.html", {"listing": listing})


@page("GET")
def help_request(request, pk):
    """One of them. Who opens it is written: people trust us with their troubles."""
    found = _seen(request, pk)
    note_access(request.user, "help.opened", found)
    return render(request, "desk/help_request.html", _context(request, found))


@page("POST")
def take_request(request, pk):
    """I have it in hand."""
    found = _seen(request, pk)
    try:
        actions.take_request(actor=request.user, request=found)
        messages.success(request, _("You have it in hand."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def answer_request(request, pk):
    """Say something that they read under their code."""
    found, form = _seen(request, pk), AnswerRequestForm(request.POST)
    return _done(request, found, "answer", form, actions.answer_request, _("They read it under their code."))


@page("POST")
def make_need_of_request(request, pk):
    """It is a need from now on."""
    found, form = _seen(request, pk), MakeNeedForm(request.POST)
    return _done(
        request, found, "as_need", form, actions.make_need_of_request, _("It is a need, and somebody owns it.")
    )


@page("POST")
def close_request(request, pk):
    """Say how it ended."""
    found, form = _seen(request, pk), CloseRequestForm(request.POST)
    return _done(request, found, "closing", form, actions.close_request, _("It is closed. They read your last word."))


def _seen(request, pk):
    return get_object_or_404(queries.requests_with_all(request.user), pk=pk)


def _done(request, found, name, form, act, said):
    """Do `act` with what the form says, then go back; else show the page again with what is wrong in that form."""
    require(policies.can_answer_request(request.user, found))
    if form.is_valid():
        with refusals_shown_on(form):
            act(actor=request.user, request=found, **form.cleaned_data)
            messages.success(request, said)
            return redirect(found)
    return render(request, "desk/help_request.html", _context(request, found) | {name: form})


def _context(request, found):
    with translation.override(found.language):
        link = settings.SITE_URL + reverse("desk:follow_request", args=[found.shown_code])
    whatsapp, text_message = queries.ready_to_send(found, link) if found.phone else ("", "")
    return {
        "asked": found,
        "said": found.messages.select_related("by__person"),
        "answer": AnswerRequestForm(),
        "as_need": MakeNeedForm(),
        "closing": CloseRequestForm(),
        "may": policies.can_answer_request(request.user, found),
        "may_need": policies.can_make_need_of_request(request.user, found) and found.territory is not None,
        "panels": panels_at("help.side", request, found),
        "whatsapp": whatsapp,
        "text_message": text_message,
    }
