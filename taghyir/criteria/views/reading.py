"""The words of the criteria; what was said, to read together; what an organisation published; and the papers behind it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.criteria import policies, queries
from taghyir.criteria.forms import AskForChangeForm
from taghyir.criteria.petals import DYES, flowers
from taghyir.criteria.seeds import SET
from taghyir.directory.policies import visible_organisations


@login_not_required
@page("GET")
def criteria(request):
    """The five families, each criterion with its question and the words of its five levels."""
    context = {"families": queries.families_of_criteria(), "version": SET["version"]}
    context["may_read"] = policies.can_read_interviews(request.user)
    return render(request, "criteria/criteria.html", context)


@page("GET")
def read_back(request, pk):
    """What was written, to read aloud, print, and agree to."""
    found = get_object_or_404(queries.interviews_whole(request.user), pk=pk)
    context = {"interview": found, "families": queries.said_in(found), "form": AskForChangeForm()}
    context["may_agree"] = found.state == found.State.GIVEN_BACK and policies.can_agree_interview(request.user, found)
    return render(request, "criteria/read_back.html", context)


@login_not_required
@page("GET")
def values(request, pk):
    """What an organisation published of itself: the last, and its own past beside it. Never another organisation."""
    organisation = get_object_or_404(visible_organisations(request.user).select_related("territory"), pk=pk)
    published = queries.published_of(request.user, organisation)
    if not published:
        raise Http404
    last, past = published[0], published[1:]
    families = queries.said_in(last, past)
    context = {"organisation": organisation, "interview": last, "past": past, "families": families}
    context |= {"flowers": flowers(published), "key": list(zip(DYES, families, strict=False))}
    return render(request, "criteria/values.html", context)


@page("GET")
def evidence_paper(request, pk):
    """The photograph or paper given for one criterion."""
    answer = get_object_or_404(policies.visible_papers(request.user).select_related("paper"), pk=pk)
    return file_response(request.user, answer.paper)


@page("GET")
def signed_sheet(request, pk):
    """The sheet its people signed."""
    found = get_object_or_404(queries.interviews_whole(request.user).exclude(signed_sheet=None), pk=pk)
    return file_response(request.user, found.signed_sheet)
