"""Rights to open reserved answers, openings, and who opened what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.reserved import actions, policies, queries
from taghyir.reserved.columns import OPENINGS, RIGHTS, purpose_in, receipt_in
from taghyir.reserved.forms import GiveOpeningRightForm, OpeningRightsFilter, OpeningsFilter, OpenReservedAnswersForm
from taghyir.reserved.keys import KeyIsMissing, Tampered
from taghyir.reserved.models import Purpose
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@never_cache
@page("GET", "POST")
def open_reserved_answers(request, pk):
    """Say why, then read them: once, and kept nowhere. Who holds no right reads whom to ask."""
    found = get_object_or_404(queries.submissions_with_reserved(request.user), pk=pk)
    purposes = queries.purposes_open_to(request.user, found)
    context = {
        "submission": found,
        "asked": queries.purposes_of(found),
        "may_see": policies.can_see_openings(request.user),
    }
    if not purposes:
        return render(request, "reserved/open_reserved_answers.html", context, status=403)
    form = OpenReservedAnswersForm(request.POST or None, purposes=purposes)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.open_reserved_answers(actor=request.user, submission=found, **form.cleaned_data)
            return _shown(request, found, Purpose(form.cleaned_data["purpose"]))
    return render(request, "reserved/open_reserved_answers.html", context | {"form": form})


def _shown(request, found, purpose):
    answers = queries.opened_answers(found, purpose, base_language())
    context = {"submission": found, "purpose": purpose, "opened": answers, "reason": request.POST["reason"]}
    return render(request, "reserved/open_reserved_answers_shown.html", context)


@never_cache
@page("POST")
def open_reserved_file(request, pk):
    """Take a photo, a recording or a file that was kept apart, for the reason that was said; never shown inside our pages."""
    found = get_object_or_404(queries.reserved_files(request.user), pk=pk)
    try:
        actions.open_reserved_file(actor=request.user, file=found, reason=request.POST.get("reason", ""))
        file = queries.opened_file_of(found)
    except (Refused, KeyIsMissing, Tampered) as refusal:
        said = (
            str(refusal) if isinstance(refusal, Refused) else _("This file does not open: its key or itself is gone.")
        )
        messages.error(request, said)
        return redirect("reserved:open_reserved_answers", found.submission_id)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET")
def opening_rights(request):
    """Who may open what, where, until when; one's own, for who does not coordinate."""
    require(policies.can_see_opening_rights(request.user))
    listing = Listing(request, queries.opening_rights(request.user), OpeningRightsFilter)
    if is_export(request):
        return table_response(request, "opening-rights", RIGHTS, listing.rows)
    lines = [(right, policies.can_end_opening_right(request.user, right)) for right in listing.page]
    context = {
        "listing": listing,
        "lines": lines,
        "may_give": policies.can_give_opening_rights(request.user),
        "may_see": policies.can_see_openings(request.user),
    }
    return render(request, "reserved/opening_rights.html", context)


@page("GET", "POST")
def give_opening_right(request):
    """Give somebody else the right to open answers given for one purpose."""
    require(policies.can_give_opening_rights(request.user))
    form = GiveOpeningRightForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.give_opening_right(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The right is given, and the person is told."))
            return redirect("reserved:opening_rights")
    return render(request, "reserved/give_opening_right.html", {"form": form})


@page("POST")
def end_opening_right(request, pk):
    """End a right now."""
    found = get_object_or_404(policies.visible_opening_rights(request.user).select_related("territory"), pk=pk)
    try:
        actions.end_opening_right(actor=request.user, right=found)
        messages.success(request, _("This right opens nothing any more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reserved:opening_rights")


@page("GET")
def openings(request):
    """Who opened what, when and why, the last first; never what was answered."""
    require(policies.can_see_openings(request.user))
    listing = Listing(request, queries.openings(request.user), OpeningsFilter)
    if is_export(request):
        return table_response(request, "openings", OPENINGS, listing.rows)
    lines = [(entry, purpose_in(entry), receipt_in(entry)) for entry in listing.page]
    return render(request, "reserved/openings.html", {"listing": listing, "lines": lines})
