"""Working on needs: hearing, taking in hand, answering, telling."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.needs import actions, policies, queries
from taghyir.needs.forms import (
    AnswerNeedForm,
    ChangeNeedForm,
    HearNeedForm,
    RaiseNeedForm,
    SetPrioritiesForm,
    TakeNeedForm,
    TellAnswerForm,
)
from taghyir.needs.policies import visible_needs
from taghyir.voices.queries import notice_said


def _found(request, pk):
    needs = visible_needs(request.user).select_related("territory", "organisation", "person", "owner__person")
    need = get_object_or_404(needs, pk=pk)
    require(policies.can_answer_need(request.user, need))
    return need


@page("GET", "POST")
def hear_need(request):
    """Write down what somebody says they need: on the market, at a meeting, on the phone; `then` leads back to a page."""
    require(policies.can_hear_needs(request.user))
    known = {
        name: request.GET[name][:100] for name in ("gathering", "organisation", "territory") if name in request.GET
    }
    then = request.GET.get("then", "")
    then = then if url_has_allowed_host_and_scheme(then, allowed_hosts=None) else ""
    form = HearNeedForm(request.POST or None, actor=request.user, initial={"heard_on": timezone.localdate(), **known})
    if form.is_valid():
        with refusals_shown_on(form):
            heard = actions.hear_need(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The need is kept. %(owner)s has it.") % {"owner": heard.owner})
            return redirect(then or heard)
    said = notice_said(request.user, queries.NOTICE, form.near)
    return render(request, "needs/hear_need.html", {"form": form, "then": then} | said)


@page("GET", "POST")
def take_need(request, pk):
    """Take it in hand, or give it to somebody of the territory."""
    need = _found(request, pk)
    is_for_me = request.method == "POST" and "owner" not in request.POST
    form = TakeNeedForm({"owner": request.user.pk} if is_for_me else request.POST or None, need=need)
    if form.is_valid() or is_for_me:
        with refusals_shown_on(form):
            owner = request.user if is_for_me else form.cleaned_data["owner"]
            taken = actions.take_need(actor=request.user, need=need, owner=owner)
            messages.success(request, _("%(owner)s has this need in hand.") % {"owner": taken.owner})
            return redirect(need)
    return render(request, "needs/take_need.html", {"form": form, "need": need})


@page("GET", "POST")
def answer_need(request, pk):
    """Say what is done about it."""
    need = _found(request, pk)
    said = {name: getattr(need, name) for name in ("answer", "answer_words", "answer_gathering", "decision")}
    with_whom = str(need.answer_organisation or "")
    known = said | {"organisation": with_whom, "answered_on": need.answered_on or timezone.localdate()}
    form = AnswerNeedForm(request.POST or None, actor=request.user, need=need, initial=known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.answer_need(actor=request.user, need=need, **form.cleaned_data)
            messages.success(request, _("The answer is kept. It remains to tell it."))
            return redirect(need)
    return render(request, "needs/answer_need.html", {"form": form, "need": need})


@page("GET", "POST")
def raise_need(request, pk):
    """Nobody near can answer it: who coordinates the country, then both countries, is told."""
    need = _found(request, pk)
    form = RaiseNeedForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.raise_need(actor=request.user, need=need, **form.cleaned_data)
            messages.success(request, _("It is raised. Whoever has it in hand keeps it until somebody takes it."))
            return redirect(need)
    return render(request, "needs/raise_need.html", {"form": form, "need": need})


@page("GET", "POST")
def set_priorities(request, pk):
    """How much it presses, for them and for us."""
    need = _found(request, pk)
    known = {"said_priority": need.said_priority, "adviser_priority": need.adviser_priority}
    form = SetPrioritiesForm(request.POST or None, initial=known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.set_priorities(actor=request.user, need=need, **form.cleaned_data)
            messages.success(request, _("Both priorities are kept."))
            return redirect(need)
    return render(request, "needs/set_priorities.html", {"form": form, "need": need})


@page("GET", "POST")
def tell_answer(request, pk):
    """Say that the person knows."""
    need = _found(request, pk)
    form = TellAnswerForm(request.POST or None, initial={"told_on": timezone.localdate()})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.tell_answer(actor=request.user, need=need, **form.cleaned_data)
            messages.success(request, _("The answer is told. This need is closed."))
            return redirect(need)
    context = {"form": form, "need": need, "phone": queries.phone_to_tell(need)}
    context["tellings"] = queries.tellings_of(need, base_language()) if need.answer_words else []
    return render(request, "needs/tell_answer.html", context)


@page("GET")
def answer_slip(request, pk):
    """The answer on a slip of paper, for who has no phone."""
    need = _found(request, pk)
    if not need.answer_words:
        raise Http404
    return render(request, "needs/answer_slip.html", {"need": need})


@page("GET", "POST")
def change_need(request, pk):
    """Put right what it is about, whose it is, where."""
    need = _found(request, pk)
    known = {"theme": need.theme, "organisation": str(need.organisation or "")}
    form = ChangeNeedForm(request.POST or None, actor=request.user, need=need, initial=known)
    if form.is_valid():
        with refusals_shown_on(form):
            changed = actions.change_need(actor=request.user, need=need, **form.cleaned_data)
            if visible_needs(request.user).filter(pk=need.pk).exists():
                messages.success(request, _("The need is put right."))
                return redirect(need)
            where = {"where": changed.territory}
            messages.success(request, _("The need is put right. It is of %(where)s now, whose people have it.") % where)
            return redirect("needs:needs")
    return render(request, "needs/change_need.html", {"form": form, "need": need})
