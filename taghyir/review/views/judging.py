"""What is said of an answer: a state, a remark."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.review import actions, policies, queries
from taghyir.review.forms import CommentForm, JudgeForm
from taghyir.review.views.reading import context_of


@page("POST")
def judge_submission(request, pk):
    """Has issues, approved, rejected, or back to received."""
    found, form = _seen(request, pk), JudgeForm(request.POST)
    require(policies.can_judge_submission(request.user, found))
    said = _("The state is kept, and who sent the answers can read it.")
    return _done(request, found, "judging", form, actions.judge_submission, said)


@page("POST")
def comment_on_submission(request, pk):
    """One more remark."""
    found, form = _seen(request, pk), CommentForm(request.POST)
    require(policies.can_comment_on_submission(request.user, found))
    return _done(request, found, "commenting", form, actions.comment_on_submission, _("The remark is kept."))


def _seen(request, pk):
    return get_object_or_404(queries.submissions_with_all(request.user), pk=pk)


def _done(request, found, name, form, act, said):
    """Do `act` with what the form says, then go back; else show the page again with what is wrong in that form."""
    if form.is_valid():
        with refusals_shown_on(form):
            act(actor=request.user, submission=found, **form.cleaned_data)
            messages.success(request, said)
            return redirect(found)
    return render(request, "review/submission.html", context_of(request, found) | {name: form})
