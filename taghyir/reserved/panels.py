"""What the page of a submission says of its reserved answers."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.reserved import policies, queries


@panel("submission.side", order=10)
def reserved_answers(request, submission):
    """For what they were asked, and the way to open them for who may; nothing for a form that reserves none."""
    if not any(question["type"] == "reserved" for question in submission.version.questions):
        return ""
    context = {
        "submission": submission,
        "asked": queries.purposes_of(submission),
        "may_open": bool(queries.purposes_open_to(request.user, submission)),
        "may_see": policies.can_see_openings(request.user),
    }
    return render_to_string("reserved/reserved_answers.html", context, request)
