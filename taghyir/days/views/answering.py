"""Pages where something is answered: signed in, or from a mail. Opening one changes nothing: machines open mails too."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.core.actions import Refused
from taghyir.core.http import page, refusals_shown_on
from taghyir.days import actions, policies, queries
from taghyir.days.forms import AnswerAlertForm, AnswerForm, ProposalFilter
from taghyir.days.models import Proposal
from taghyir.people.models import User
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

PROPOSALS: list[Column] = [
    (gettext_lazy("what is proposed"), lambda one: one.get_kind_display()),
    (gettext_lazy("file number"), lambda one: one.case.number),
    (gettext_lazy("organisation"), lambda one: one.case.organisation),
    (gettext_lazy("territory"), lambda one: one.case.territory),
    (gettext_lazy("proposed by"), lambda one: one.proposed_by),
    (gettext_lazy("proposed on"), lambda one: one.proposed_at.date()),
    (gettext_lazy("to whom"), lambda one: one.asked or ""),
    (gettext_lazy("reason"), lambda one: one.reason),
    (gettext_lazy("state"), lambda one: one.get_state_display()),
    (gettext_lazy("answer"), lambda one: one.answer),
]


@page("GET")
def proposals(request: HttpRequest) -> HttpResponseBase:
    """What was proposed, and what waits for an answer."""
    listing = Listing(request, queries.proposals_to_list(request.user), ProposalFilter, actor=request.user)
    if is_export(request):
        return table_response(request, "proposals", PROPOSALS, listing.rows)
    return render(request, "days/proposals.html", {"listing": listing})


@page("GET", "POST")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, and its answer for whoever decides."""
    found = get_object_or_404(queries.proposals_to_list(request.user), pk=pk)
    may_answer = found.is_waiting and policies.can_answer_proposal(request.user, found)
    form = _answer_form(request, found) if may_answer else None
    if form and form.is_valid():
        with refusals_shown_on(form):
            _decide(request.user, found, **form.cleaned_data)
            messages.success(request, _("Your answer is written, and told."))
            return redirect("days:proposal", pk)
    shown = {"proposal": found, "form": form, **_what_is_asked(found)}
    shown["may_withdraw"] = found.is_waiting and policies.can_withdraw_proposal(request.user, found)
    return render(request, "days/proposal.html", shown)


@page("POST")
def withdraw_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one proposed."""
    found = get_object_or_404(policies.visible_proposals(request.user), pk=pk)
    try:
        actions.withdraw_proposal(actor=request.user, proposal=found)
        messages.success(request, _("It is withdrawn."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("days:proposal", pk)


@login_not_required
@page("GET", "POST")
def answer_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer from a mail: the link is the proof, the button is the act."""
    found, user = queries.proposal_of(token) or (None, None)
    if found is None or user is None or not found.is_waiting or not policies.can_answer_proposal(user, found):
        return render(request, "days/answer_by_mail_gone.html", status=410)
    form = _answer_form(request, found)
    if form.is_valid():
        with refusals_shown_on(form):
            _decide(user, found, **form.cleaned_data)
            return render(request, "days/answer_by_mail_done.html", {"proposal": found})
    shown = {"proposal": found, "form": form, "user_asked": user, **_what_is_asked(found)}
    return render(request, "days/answer_by_mail.html", shown)


@login_not_required
@page("GET", "POST")
def answer_alert(request: HttpRequest, token: str) -> HttpResponse:
    """What became of one thing that is late."""
    alert = queries.alert_of(token)
    if alert is None or alert.answered_at or not policies.can_answer_alert(alert.user, alert):
        return render(request, "days/answer_alert_gone.html", {"alert": alert}, status=410)
    form = AnswerAlertForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.answer_alert(actor=alert.user, alert=alert, **form.cleaned_data)
            return render(request, "days/answer_alert_done.html", {"alert": alert})
    return render(request, "days/answer_alert.html", {"form": form, "alert": alert})


def _answer_form(request: HttpRequest, found: Proposal) -> AnswerForm:
    is_plan = found.kind == Proposal.Kind.PLAN
    first = {"digest": digest_of(plan_of(found.case)) if is_plan else ""}
    return AnswerForm(request.POST or None, proposal=found, initial=first)


def _what_is_asked(found: Proposal) -> dict[str, Any]:
    """The plan as it stands, when it waits for an answer; as it was answered, when it was."""
    if found.kind != Proposal.Kind.PLAN:
        return {"lines": []}
    return {"lines": queries.plan_lines(plan_of(found.case) if found.is_waiting else found.plan or {"objectives": []})}


def _decide(actor: User, found: Proposal, decision: str, answer: str, digest: str) -> None:
    known = {"actor": actor, "answer": answer}
    if found.kind == Proposal.Kind.PLAN and decision == "yes":
        actions.approve_plan(**known, case=found.case, digest=digest)
        return
    yes_or_no = {
        Proposal.Kind.TRANSFER: (actions.accept_transfer, actions.refuse_transfer),
        Proposal.Kind.EXIT: (actions.approve_exit, actions.refuse_exit),
        Proposal.Kind.PLAN: (actions.return_plan, actions.return_plan),
    }[Proposal.Kind(found.kind)]
    yes_or_no[decision != "yes"](**known, proposal=found)
