"""The notice, the five questions, the word given back, and a request of the public desk that becomes a demand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Demand
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.desk.models import HelpRequest
from taghyir.desk.policies import visible_requests
from taghyir.directory.models import Organisation
from taghyir.intake import actions, policies, queries
from taghyir.intake.forms import (
    AskQuestionsForm,
    FindOrganisationForm,
    MakeDemandForm,
    RecordNoticeForm,
    TellDemandForm,
)
from taghyir.tables.doors import found_or_noted
from taghyir.voices.queries import notice_said

OFFERED = 8  # organisations of a like name


@page("GET", "POST")
def record_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The words to read, and how they were heard."""
    demand = _demand(request, pk)
    require(policies.can_record_notice(request.user, demand))
    form = RecordNoticeForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_notice(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("It is written that they heard it."))
            return redirect(demand)
    said = notice_said(request.user, queries.NOTICE, demand.territory)
    return render(request, "intake/record_notice.html", {"form": form, "demand": demand} | said)


@page("GET", "POST")
def ask_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Five questions to read aloud, as they were answered the last time."""
    demand = _demand(request, pk)
    require(policies.can_ask_questions(request.user, demand))
    form = AskQuestionsForm(request.POST or None, initial=_said_before(demand))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.ask_questions(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("What they said is kept. Nothing is decided by it."))
            return redirect(demand)
    return render(request, "intake/ask_questions.html", {"form": form, "demand": demand})


@page("GET", "POST")
def tell_demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, ready to send or to read aloud; then that they know."""
    demand = _demand(request, pk)
    require(policies.can_tell_demand(request.user, demand))
    form = TellDemandForm(request.POST or None, initial={"told_on": timezone.localdate()})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.tell_demand(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("They know where their demand stands."))
            return redirect(demand)
    context = {"form": form, "demand": demand, "phone": queries.phone_to_tell(demand)}
    context |= {"tellings": queries.tellings_of(demand, base_language()), "given": demand.words_given.all()[:5]}
    return render(request, "intake/tell_demand.html", context)


@page("GET")
def demand_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands on a slip of paper, for who has no phone."""
    demand = _demand(request, pk)
    words = queries.words_for(demand, base_language())
    return render(request, "intake/demand_slip.html", {"demand": demand, "words": words})


@page("GET", "POST")
def make_demand_of_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Which organisation says it: one of those with a like name, or a new one."""
    asked = get_object_or_404(visible_requests(request.user).select_related("territory", "place"), pk=pk)
    require(policies.can_make_demand_of_request(request.user, asked))
    form = MakeDemandForm(request.POST or None, initial={"name": asked.organisation_name})
    if form.is_valid():
        with refusals_shown_on(form):
            chosen = _chosen(asked, form.cleaned_data)
            made = actions.make_demand_of_request(actor=request.user, request=asked, **chosen)
            messages.success(request, _("The demand is recorded."))
            return redirect(made.demand)
    finding = FindOrganisationForm(request.GET or None)
    text = finding.cleaned_data["q"] if finding.is_valid() else ""
    alike = queries.organisations_for(asked, text)[:OFFERED]
    context = {"form": form, "finding": finding, "asked": asked, "alike": alike}
    return render(request, "intake/make_demand_of_request.html", context)


def _demand(request: HttpRequest, pk: int) -> Demand:
    return found_or_noted(request.user, queries.demand_named(request.user), pk, of="pk", verb=Demand.TURNED_AWAY)


def _chosen(asked: HelpRequest, written: dict[str, object]) -> dict[str, object]:
    """The organisation that was pressed, of the same territory; else the name of a new one."""
    if key := written.get("organisation"):
        there = Organisation.objects.select_related("territory").filter(territory=asked.territory)
        return {"organisation": get_object_or_404(there, pk=key)}
    return {"name": written.get("name") or ""}


def _said_before(demand: Demand) -> dict[str, object]:
    result = queries.result_of(demand)
    answers = result.answers if result else []
    said: dict[str, object] = {f"reply_{one.question}": one.reply for one in answers}
    return said | {f"remark_{one.question}": one.remark for one in answers} | {"asked_on": timezone.localdate()}
