"""Reading what was answered: the list of a form, one answer in words, its files, and the whole as a table."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.core.languages import base_language
from taghyir.surveys import queries
from taghyir.surveys.exports import Way, repeats_of_form, table_of_answers
from taghyir.surveys.forms import SubmissionsFilter, TableForm
from taghyir.surveys.policies import can_export_submissions, visible_attachments, visible_forms, visible_submissions
from taghyir.surveys.reading import sections_of
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def submissions(request, pk):
    """The answers to one form, the last received first."""
    form = get_object_or_404(visible_forms(request.user).select_related("current"), pk=pk)
    listing = Listing(request, queries.submissions_of_form(request.user, form), SubmissionsFilter)
    repeats = [(q["path"], queries.question_label(q, base_language(), q["languages"])) for q in repeats_of_form(form)]
    table = TableForm(request.GET, repeats=repeats)
    if is_export(request):
        return _table(request, form, listing, table)
    for submission in listing.page.object_list:
        submission.summary = queries.summary_of(submission, form, base_language())
    return render(request, "surveys/submissions.html", {"form": form, "listing": listing, "table": table})


def _table(request, form, listing, table):
    require(can_export_submissions(request.user, form))
    chosen = table.cleaned_data if table.is_valid() else {}
    way = Way(chosen.get("values") or "labels", language=base_language(), repeat=chosen.get("repeat", ""))
    columns, rows = table_of_answers(form, listing.rows, way)
    return table_response(request, form.xform_id.replace(" ", "_")[:60], columns, rows)


@page("GET")
def submission(request, pk):
    """One answer, in the words of its form."""
    answers = visible_submissions(request.user).select_related("form", "version", "territory", "submitted_by__person")
    found = get_object_or_404(answers.prefetch_related("attachments"), pk=pk)
    context = {
        "submission": found,
        "sections": sections_of(found, base_language()),
        "missing": queries.missing_files(found),
        "language": get_language(),
    }
    return render(request, "surveys/submission.html", context)


@page("GET")
def attachment(request, pk):
    """A photo, a recording or a file of an answer; each opening is written in the journal."""
    found = get_object_or_404(visible_attachments(request.user), pk=pk)
    return file_response(request.user, found)
