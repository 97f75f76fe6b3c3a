"""Reading what was answered: the list of a form, one answer in words, its files."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.design.panels import panels_at
from taghyir.review import policies, queries
from taghyir.review.forms import CommentForm, JudgeForm, SubmissionsFilter
from taghyir.review.reading import sections_of
from taghyir.review.views.taking import taken
from taghyir.surveys.policies import visible_attachments, visible_forms
from taghyir.surveys.queries import missing_files
from taghyir.tables.listing import Listing, is_export


@page("GET")
def submissions(request, pk):
    """The answers to one form, the last received first."""
    form = get_object_or_404(visible_forms(request.user).select_related("current"), pk=pk)
    if is_export(request):
        return taken(request, form)
    rows = queries.submissions_with_state(request.user, form)
    listing = Listing(request, rows, SubmissionsFilter, counted_for=request.user)
    queries.summarise(listing.page.object_list, form, base_language())
    may_see = policies.can_see_accesses(request.user)
    context = {"form": form, "listing": listing, "query": request.GET.urlencode(), "may_see": may_see}
    context["panels"] = panels_at("form.answers", request, form)
    return render(request, "review/submissions.html", context)


@page("GET")
def submission(request, pk):
    """One answer, in the words of its form. Who opens it is written."""
    found = get_object_or_404(queries.submissions_with_all(request.user), pk=pk)
    note_access(request.user, "submission.opened", found)
    return render(request, "review/submission.html", context_of(request, found))


def context_of(request, found):
    """What the page of one answer shows."""
    actor = request.user
    return {
        "submission": found,
        "sections": sections_of(found, base_language()),
        "missing": missing_files(found),
        "language": get_language(),
        "state": found.review.state if getattr(found, "review", None) else "received",
        "corrected": bool(found.corrections.all()),
        "history": queries.history_of(found),
        "judging": JudgeForm(),
        "commenting": CommentForm(),
        "beside": panels_at("submission.side", request, found),
        "may_judge": policies.can_judge_submission(actor, found),
        "may_comment": policies.can_comment_on_submission(actor, found),
        "may_see": policies.can_see_accesses(actor),
        "panels": panels_at("answers.top", request, found),
    }


@page("GET")
def attachment(request, pk):
    """A photo, a recording or a file of an answer; each opening is written in the journal."""
    found = get_object_or_404(visible_attachments(request.user), pk=pk)
    return file_response(request.user, found)
