"""On the page of a file: the way to what was handed over."""

from taghyir.accompaniment.policies import can_work_on_case
from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.end")
def handed_over(request, case):
    """Links, without asking anything of the database: the page is opened often."""
    may_record = case.is_open and can_work_on_case(request.user, case)
    return drawn("handovers/on_case.html", pk=case.pk, number=case.number, may_record=may_record)
