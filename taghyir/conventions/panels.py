"""On the page of a file: whether a convention stands, and the way to it."""

from taghyir.conventions.policies import can_draft_convention
from taghyir.conventions.queries import convention_beside
from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.top", order=40)
def on_case(request, case):
    """One line: to be drafted, read, signed, or until when it holds."""
    convention = convention_beside(case)
    may_draft = can_draft_convention(request.user, case)
    if convention is None and not may_draft:
        return ""
    return drawn("conventions/on_case.html", pk=case.pk, convention=convention, may_draft=may_draft)
