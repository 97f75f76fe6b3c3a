"""Two answers to one form about one organisation on one day, side by side: approved one by one, or said to be one visit."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.corrections import actions, policies, queries
from taghyir.corrections.forms import SameVisitForm
from taghyir.review.policies import can_judge_submission
from taghyir.review.queries import answers_beside, submissions_with_all


@page("GET", "POST")
def beside(request, pk, other):
    """Each question, what both say, whether it is the same; and, when it was one visit, which of them counts."""
    both = _both(request, pk, other)
    form = SameVisitForm(request.POST or None, both=both)
    if request.method == "POST":
        require(policies.can_say_same_visit(request.user, *both))
    if form.is_valid():
        counts = form.cleaned_data["counts"]
        one, set_aside = both if counts.pk == both[0].pk else reversed(both)
        with refusals_shown_on(form):
            words = form.cleaned_data["words"]
            actions.say_same_visit(actor=request.user, submission=one, other=set_aside, words=words)
            messages.success(request, _("One of them counts. The other is set aside, and stays readable."))
            return redirect(one)
    for seen in both:
        note_access(request.user, "submission.opened", seen)
    return render(request, "corrections/beside.html", _context(request, both, form))


def _both(request, pk, other):
    seen = submissions_with_all(request.user)
    first, second = get_object_or_404(seen, pk=pk), get_object_or_404(seen, pk=other)
    named, also = queries.organisation_answer(first), queries.organisation_answer(second)
    if pk == other or first.form_id != second.form_id or not named or not also or named[1] != also[1]:
        raise Http404
    return [first, second]


def _context(request, both, form):
    first, second = both
    rows = answers_beside(first.version, base_language(), first.answers, second.answers)
    return {
        "first": first,
        "second": second,
        "both": [(one, queries.day_of(one), can_judge_submission(request.user, one)) for one in both],
        "rows": rows,
        "same_count": sum(row.is_same for row in rows),
        "form": form,
        "may_say": policies.can_say_same_visit(request.user, first, second),
    }
