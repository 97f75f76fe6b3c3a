"""Answers corrected, part by part; what each version changed; and the XML as it came, always."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.review import actions, policies, queries
from taghyir.review.forms import CorrectForm
from taghyir.review.versions import answers_at, differences, part_at, parts_below
from taghyir.surveys.policies import visible_submissions


@page("GET", "POST")
def correct_submission(request, pk):
    """The answers of one part, as they are, to be typed anew; `?in=` says which part."""
    found, address = _seen(request, pk), request.GET.get("in", "")
    require(policies.can_correct_submission(request.user, found))
    part, answers = _part(found, address)
    known = {"version": found.version, "part": part, "answers": answers, "language": base_language()}
    form = CorrectForm(request.POST or None, initial={"based_on": found.corrections.count() + 1}, **known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.correct_submission(actor=request.user, submission=found, part=address, **form.cleaned_data)
            messages.success(request, _("The answers are corrected. What they were is kept."))
            return redirect(found)
    below = parts_below(found.version, part, answers, address, base_language())
    has_reserved = any(question["type"] == "reserved" for question in found.version.questions)
    context = {"submission": found, "form": form, "part": part, "below": below, "has_reserved": has_reserved}
    return render(request, "review/correct_submission.html", context)


@page("GET")
def versions(request, pk):
    """What each version changed, the last first, question by question."""
    found = _seen(request, pk)
    note_access(request.user, "submission.opened", found)
    corrections = list(found.corrections.all())[::-1]
    for one in corrections:
        one.differences = differences(one.before, one.after, found.version, base_language())
    return render(request, "review/versions.html", {"submission": found, "corrections": corrections})


@page("GET")
def original_xml(request, pk):
    """The XML that was sent, untouched. Each time it is taken away is written."""
    found = get_object_or_404(visible_submissions(request.user), pk=pk)
    note_access(request.user, "submission.opened", found, format="xml")
    response = HttpResponse(found.xml, content_type="text/xml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{found.receipt}.xml") or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _seen(request, pk):
    return get_object_or_404(queries.submissions_with_all(request.user), pk=pk)


def _part(found, address):
    part = part_at(address, found.version.questions)
    answers = answers_at(found.answers, part) if part else None
    if part is None or answers is None:
        raise Http404
    return part, answers
