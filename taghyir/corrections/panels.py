"""On the page of answers: to correct them, two versions that wait, the same visit filled in by somebody else."""

from django.template.loader import render_to_string

from taghyir.corrections.policies import can_see_conflicts
from taghyir.corrections.queries import day_of, twins_of, waiting_conflicts, waiting_of_form
from taghyir.design.panels import panel
from taghyir.review.policies import can_correct_submission


@panel("answers.top")
def on_answers(request, submission):
    """What there is to know before one reads them, and the way to correct them."""
    context = {
        "submission": submission,
        "waiting": list(waiting_conflicts(request.user, submission=submission).select_related("by__person")),
        "twins": [(twin, day_of(twin)) for twin in twins_of(request.user, submission)],
        "may_correct": can_correct_submission(request.user, submission),
    }
    return render_to_string("corrections/on_answers.html", context, request=request)


@panel("form.answers")
def on_list(request, form):
    """How many answers of a form wait for somebody to choose; nothing when none does."""
    count = waiting_of_form(request.user, form) if can_see_conflicts(request.user) else 0
    if not count:
        return ""
    return render_to_string("corrections/on_list.html", {"form": form, "count": count}, request=request)
