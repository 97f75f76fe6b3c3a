"""An interview as its peers hold it: listed, started, one criterion a page, given back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.criteria import actions, policies, queries
from taghyir.criteria.columns import INTERVIEWS
from taghyir.criteria.forms import (
    NOT_TALKED,
    AnswerCriterionForm,
    CloseInterviewForm,
    InterviewsFilter,
    PublishInterviewForm,
    RecordAgreementForm,
    StartInterviewForm,
)
from taghyir.criteria.petals import DYES, flowers
from taghyir.directory.policies import visible_organisations
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def interviews(request):
    """Those one may know of, the last first."""
    require(policies.can_read_interviews(request.user))
    listing = Listing(request, queries.interviews_listed(request.user), InterviewsFilter)
    if is_export(request):
        return table_response(request, "interviews", INTERVIEWS, listing.rows)
    return render(request, "criteria/interviews.html", {"listing": listing})


@page("GET", "POST")
def start_interview(request, pk):
    """With whom, when, in which language."""
    organisation = get_object_or_404(visible_organisations(request.user).select_related("territory"), pk=pk)
    require(policies.can_start_interview(request.user, organisation))
    form = StartInterviewForm(request.POST or None, actor=request.user, organisation=organisation)
    if form.is_valid():
        with refusals_shown_on(form):
            found = actions.start_interview(actor=request.user, organisation=organisation, **form.cleaned_data)
            return redirect("criteria:answer_criterion", found.pk, queries.codes_of(found.set_version)[0])
    return render(request, "criteria/start_interview.html", {"form": form, "organisation": organisation})


@page("GET")
def interview(request, pk):
    """What was said of each criterion, where it stands, and what one may do."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    return render(request, "criteria/interview.html", _context(request, found))


@page("GET", "POST")
def answer_criterion(request, pk, code):
    """One criterion: the five levels in words, or not talked about, and what shows it. Then the next."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    require(policies.can_save_answer(request.user, found))
    criterion, place, following = _criterion(found, code)
    answer = found.answers.filter(criterion=code).select_related("paper").first()
    initial = {"level": answer.level or NOT_TALKED, "evidence": answer.evidence} if answer else {}
    form = AnswerCriterionForm(
        request.POST or None, request.FILES or None, criterion=criterion, initial=initial, use_required_attribute=False
    )
    if form.is_valid():
        with refusals_shown_on(form):
            actions.save_answer(actor=request.user, interview=found, criterion=code, **form.cleaned_data)
            return redirect("criteria:answer_criterion", pk, following) if following else redirect(found)
    context = {"interview": found, "criterion": criterion, "answer": answer, "form": form}
    total = len(queries.codes_of(found.set_version))
    return render(request, "criteria/answer_criterion.html", context | {"place": place, "total": total})


@page("POST")
def give_back(request, pk):
    """The organisation reads it now."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    try:
        actions.give_back(actor=request.user, interview=found)
        messages.success(request, _("Read it together now: the organisation agrees, or says what is to be changed."))
        return redirect(found.read_back_address)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def remove_draft(request, pk):
    """It was begun by mistake."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    try:
        organisation = actions.remove_draft(actor=request.user, interview=found)
        messages.success(request, _("Nothing of it is kept."))
        return redirect(organisation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _criterion(found, code):
    """The criterion, its place from 1, and the code of the next one, if any."""
    codes = queries.codes_of(found.set_version)
    if code not in codes:
        raise Http404
    place = codes.index(code)
    following = codes[place + 1] if place + 1 < len(codes) else None
    return queries.criteria_of(found.set_version)[place], place + 1, following


def _context(request, found):
    past, left = queries.past_of(found), queries.codes_left(found)
    families = queries.said_in(found, past)
    return {
        "interview": found,
        "families": families,
        "past": past,
        "flowers": flowers([found, *past]) if not found.is_draft else [],
        "key": list(zip(DYES, families, strict=False)),
        "left": len(left),
        "resume": left[0] if left else None,
        "gone": len(queries.codes_of(found.set_version)) - len(left),
        "total": len(queries.codes_of(found.set_version)),
        "may": {
            "answer": found.is_draft and policies.can_save_answer(request.user, found),
            "remove": found.is_draft and policies.can_remove_draft(request.user, found),
            "agree": policies.can_agree_interview(request.user, found),
            "record": policies.can_record_agreement(request.user, found),
            "publish": policies.can_publish_interview(request.user, found),
        },
        "closing": CloseInterviewForm(),
        "publishing": PublishInterviewForm(initial={"shows_evidence": found.shows_evidence}),
        "signing": RecordAgreementForm(),
    }
