"""Two versions of the same answers: the list, one of them side by side, and the choice, read again by the rules of the form."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.corrections import actions, policies, queries
from taghyir.corrections.forms import ConflictsFilter
from taghyir.corrections.instances import instance_of
from taghyir.corrections.merging import CHOICES, OTHER
from taghyir.corrections.sheets import answers_of_sheet
from taghyir.corrections.views.correcting import ENGINE, opened, parts_of, told, xml_response
from taghyir.review.queries import answers_at_version
from taghyir.surveys.queries import queue_owner
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = [
    (gettext_lazy("Receipt"), lambda one: one.submission.receipt),
    (gettext_lazy("Form"), lambda one: str(one.submission.form)),
    (gettext_lazy("Territory"), lambda one: str(one.submission.territory or "")),
    (gettext_lazy("Who came second"), lambda one: str(one.by)),
    (gettext_lazy("When"), lambda one: one.at),
    (gettext_lazy("Why"), lambda one: one.reason),
    (gettext_lazy("Begun on version"), lambda one: one.based_on),
    (gettext_lazy("Settled by"), lambda one: str(one.settled_by or "")),
    (gettext_lazy("Settled on"), lambda one: one.settled_at),
    (gettext_lazy("Version that stands since"), lambda one: one.settled_as),
]


@page("GET")
def conflicts(request):
    """Answers that two people corrected at once, those to settle first."""
    require(policies.can_see_conflicts(request.user))
    listing = Listing(request, queries.conflicts_to_list(request.user), ConflictsFilter)
    if not listing.is_filtered:
        listing.rows = listing.form.narrow(listing.rows)  # what is settled is one filter away
    if is_export(request):
        return table_response(request, "two-versions", COLUMNS, listing.rows)
    return render(request, "corrections/conflicts.html", {"listing": listing})


@page("GET")
def conflict(request, pk):
    """What both began with, what stands, and what came second, side by side."""
    found = _seen(request, pk)
    submission = found.submission
    note_access(request.user, "submission.opened", submission)
    joined = queries.joined(submission, found.based_on, found.answers)
    context = {
        "conflict": found,
        "submission": submission,
        "chosen": queries.chosen_in_words(submission.version, joined.clashes, base_language(), submission, found),
        "second_by": (found.by, found.at),
        "since": [one for one in submission.corrections.all() if one.number > found.based_on],
        "may_settle": found.settled_at is None and policies.can_settle_conflict(request.user, found),
    }
    return render(request, "corrections/conflict.html", context)


@csp_update(ENGINE)
@page("GET")
def settle_conflict(request, pk):
    """What was chosen, in the form, so that its rules are run and its sums made anew before it is kept."""
    found = _to_settle(request, pk)
    if found.settled_at:
        return redirect(found)
    submission, query = found.submission, request.GET.urlencode()
    standing = submission.corrections.count() + 1
    joined, choices = _chosen(request, found)
    others = [unit for unit in joined.clashes if choices.get(unit.address) == OTHER]
    context = opened(request, submission) | {
        "conflict": found,
        "reason": _("Two versions: one was chosen"),
        "others": queries.chosen_in_words(submission.version, others, base_language()),
        "instance_url": f"{reverse('corrections:chosen_xml', args=[pk])}?{query}",
        "submit_url": reverse("corrections:save_choice", args=[pk, standing]),
        "standing": standing,
        "draft_key": f"settle:{pk}:{queue_owner(request.user)}",
    }
    return render(request, "corrections/settle_conflict.html", context)


@page("GET")
def chosen_xml(request, pk):
    """What was chosen as XML, for the form to open."""
    found = _to_settle(request, pk)
    joined, _choices = _chosen(request, found)
    return xml_response(instance_of(found.submission, joined.answers))


@page("POST")
def save_choice(request, pk, based_on):
    """Where the browser sends what was chosen. 201: it is the version that stands."""
    found = _to_settle(request, pk)
    try:
        content, reason = parts_of(request)
        submission = found.submission
        also = (found.answers, answers_at_version(submission, found.based_on))
        answers = answers_of_sheet(content, submission, submission.answers, also)
        actions.settle_conflict(actor=request.user, conflict=found, answers=answers, reason=reason, based_on=based_on)
    except Refused as refusal:
        return told(refusal)
    said = _("One version stands. Both former ones are kept.")
    messages.success(request, said)
    return JsonResponse({"detail": said}, status=201)


def _seen(request, pk):
    return get_object_or_404(queries.conflicts_with_all(request.user), pk=pk)


def _to_settle(request, pk):
    found = _seen(request, pk)
    require(policies.can_settle_conflict(request.user, found))
    return found


def _chosen(request, found):
    """The choices that the address says, by address of the answer; and the one version they make."""
    choices = {
        name.removeprefix("take:"): value
        for name, value in request.GET.items()
        if name.startswith("take:") and value in CHOICES
    }
    return queries.joined(found.submission, found.based_on, found.answers, choices), choices
