"""On the page of a file: whether a convention stands, and the way to it."""

from django.template.loader import render_to_string

from taghyir.conventions.policies import can_draft_convention
from taghyir.conventions.queries import convention_beside
from taghyir.design.panels import panel


@panel("case.top", order=40)
def on_case(request, case):
    """One line: to be drafted, read, signed, or until when it holds."""
    convention = convention_beside(case)
    may_draft = can_draft_convention(request.user, case)
    if convention is None and not may_draft:
        return ""
    return render_to_string(
        "conventions/on_case.html", {"case": case, "convention": convention, "may_draft": may_draft}
    )
