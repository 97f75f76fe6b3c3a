"""The drafts that wait, one of them, sending one and throwing it away."""

from contextlib import contextmanager

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.drafts import actions, queries
from taghyir.drafts.forms import DraftsFilter, SendDraftForm
from taghyir.drafts.policies import can_publish_draft, can_send_drafts, visible_drafts
from taghyir.surveys.actions import SheetRefused
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = (
    (gettext_lazy("title"), lambda draft: draft.title),
    (gettext_lazy("form identifier"), lambda draft: draft.xform_id),
    (gettext_lazy("form version"), lambda draft: draft.version),
    (gettext_lazy("territory"), lambda draft: str(draft.territory or "")),
    (gettext_lazy("who sent it"), lambda draft: str(draft.sent_by)),
    (gettext_lazy("sent on"), lambda draft: draft.sent_at),
)


@page("GET")
def drafts(request):
    """The drafts this person may try."""
    listing = Listing(request, queries.drafts_with_forms(request.user), DraftsFilter)
    if is_export(request):
        return table_response(request, "drafts", COLUMNS, listing.rows)
    return render(request, "drafts/drafts.html", {"listing": listing, "may_send": can_send_drafts(request.user)})


@page("GET", "POST")
def send_draft(request):
    """Send a sheet to be tried; what is to be mended is said sheet by sheet, row by row."""
    require(can_send_drafts(request.user))
    form = SendDraftForm(request.POST or None, request.FILES or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form), _faults_shown_on(form):
            draft = actions.send_draft(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The draft is kept. Try it, and publish it when it is as you want it."))
            return redirect(draft)
    return render(request, "drafts/send_draft.html", {"form": form})


@page("GET")
def draft(request, pk):
    """One draft: trying it, what it changes, publishing it or throwing it away."""
    found = get_object_or_404(visible_drafts(request.user).select_related("territory", "sent_by__person"), pk=pk)
    form, may_publish = queries.form_of(found), can_publish_draft(request.user, found)
    is_compared = may_publish and form is not None and form.current is not None
    context = {
        "draft": found,
        "form": form,
        "may_publish": may_publish,
        "counts": queries.what_it_changes(form, found) if is_compared else None,
        "is_published_otherwise": queries.published_otherwise(found, form),
        **queries.facts_of(found),
    }
    return render(request, "drafts/draft.html", context)


@page("GET")
def draft_source(request, pk):
    """The sheet it was made of."""
    found = get_object_or_404(visible_drafts(request.user).select_related("source"), pk=pk)
    return file_response(request.user, found.source, log=False)


@page("POST")
def discard_draft(request, pk):
    """Throw it away."""
    found = get_object_or_404(visible_drafts(request.user).select_related("territory"), pk=pk)
    form = queries.form_of(found)
    try:
        actions.discard_draft(actor=request.user, draft=found)
        messages.success(request, _("The draft is thrown away. What people fill stays as it is."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(form or "drafts:drafts")


@contextmanager
def _faults_shown_on(form):
    """What to mend in the sheet, row by row, instead of one long sentence."""
    try:
        yield
    except SheetRefused as refusal:
        form.faults, count = refusal.faults, len(refusal.faults)
        sentence = ngettext(
            "The draft is not kept: one thing is to be mended in the sheet.",
            "The draft is not kept: %(count)s things are to be mended in the sheet.",
            count,
        )
        form.add_error(None, sentence % {"count": count})
