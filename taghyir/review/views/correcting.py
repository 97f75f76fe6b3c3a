"""What each version of the answers changed; and the XML as it came, always."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.review import queries
from taghyir.review.versions import differences
from taghyir.surveys.policies import visible_submissions


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
