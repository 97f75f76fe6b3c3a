"""On the page of a file: the way to what was handed over."""

from django.template.loader import render_to_string

from taghyir.accompaniment.policies import can_work_on_case
from taghyir.design.panels import panel


@panel("case.end")
def handed_over(request, case):
    """Links, without asking anything of the database: the page is opened often."""
    may_record = case.is_open and can_work_on_case(request.user, case)
    return render_to_string("handovers/on_case.html", {"case": case, "may_record": may_record})
