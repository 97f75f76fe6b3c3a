"""What follows when it is given back: agreed, changed, closed, published, withdrawn."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.criteria import actions, policies, queries
from taghyir.criteria.forms import AskForChangeForm, CloseInterviewForm, PublishInterviewForm, RecordAgreementForm


@page("POST")
def agree_interview(request, pk):
    """This is what we said."""
    return _done(
        request,
        pk,
        policies.can_agree_interview,
        actions.agree_interview,
        _("You agree: this is what you said. Nothing of it changes any more."),
    )


@page("POST")
def record_agreement(request, pk):
    """They signed the sheet."""
    form = RecordAgreementForm(request.POST, request.FILES)
    return _done(
        request,
        pk,
        policies.can_record_agreement,
        actions.record_agreement,
        _("Their agreement is kept with its sheet."),
        form,
    )


@page("POST")
def ask_for_change(request, pk):
    """Something is not as we said it."""
    form = AskForChangeForm(request.POST)
    return _done(
        request,
        pk,
        policies.can_ask_for_change,
        actions.ask_for_change,
        _("The peers read what is to be changed."),
        form,
    )


@page("POST")
def close_interview(request, pk):
    """It ends without agreement."""
    form = CloseInterviewForm(request.POST)
    return _done(
        request,
        pk,
        policies.can_close_interview,
        actions.close_interview,
        _("It is closed. It is never published."),
        form,
    )


@page("POST")
def publish_interview(request, pk):
    """Everybody may read it."""
    form = PublishInterviewForm(request.POST)
    return _done(
        request,
        pk,
        policies.can_publish_interview,
        actions.publish_interview,
        _("Everybody reads it now beside your card."),
        form,
    )


@page("POST")
def withdraw_interview(request, pk):
    """Nobody outside reads it any more."""
    return _done(
        request, pk, policies.can_withdraw_interview, actions.withdraw_interview, _("Nobody outside reads it any more.")
    )


def _done(request, pk, may, act, said, form=None):
    """Do `act` with what the form says; then, or when it is refused, back to the interview with a sentence."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    require(may(request.user, found))
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(sentence for sentences in form.errors.values() for sentence in sentences))
        return redirect(found)
    try:
        act(actor=request.user, interview=found, **(form.cleaned_data if form else {}))
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)
