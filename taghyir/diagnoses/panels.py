"""On the page of a file: its diagnoses, the one that is going on, the next that is due."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.diagnoses.policies import can_begin_diagnosis
from taghyir.diagnoses.queries import diagnoses_of, proposed_for


@panel("case.top")
def on_case(request, case):
    """One card; nothing for whoever may not begin one where there is none."""
    may_begin = can_begin_diagnosis(request.user, case)
    found = diagnoses_of(case)
    if not found and not may_begin:
        return ""
    proposed = proposed_for(case) if may_begin else []
    due = min((one for one in proposed if one.due_on), key=lambda one: one.due_on, default=None)
    context = {"case": case, "diagnoses": found, "may_begin": bool(proposed), "due": due}
    return render_to_string("diagnoses/on_case.html", context, request)
