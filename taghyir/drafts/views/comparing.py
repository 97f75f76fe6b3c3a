"""What one version changes to another, side by side; and publishing a draft once that was seen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import base_language
from taghyir.drafts import actions, queries
from taghyir.drafts.forms import DifferenceFilter, PublishDraftForm
from taghyir.drafts.policies import can_compare_versions, can_publish_draft, visible_drafts
from taghyir.surveys.actions import Unchanged
from taghyir.surveys.policies import visible_forms
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = (
    (gettext_lazy("change"), lambda row: " + ".join(words for _kind, words in row[0].kinds_in_words)),
    (gettext_lazy("question"), lambda row: row[0].title),
    (gettext_lazy("name"), lambda row: row[0].path or row[0].former_path),
    (gettext_lazy("what changes"), lambda row: row[1].label if row[1] else ""),
    (gettext_lazy("language"), lambda row: row[1].tongue if row[1] else ""),
    (gettext_lazy("choice"), lambda row: row[1].value if row[1] else ""),
    (gettext_lazy("before"), lambda row: row[1].before if row[1] else ""),
    (gettext_lazy("after"), lambda row: row[1].after if row[1] else ""),
    (gettext_lazy("answers that hold it"), lambda row: row[0].held if row[1] is None or row[0].held else row[1].held),
)


@page("GET")
def difference(request, pk):
    """Two versions of a form, or its current version and its draft, question by question."""
    form = get_object_or_404(visible_forms(request.user).select_related("territory", "current"), pk=pk)
    require(can_compare_versions(request.user, form))
    compared = queries.compared(form, request.GET.get("before", ""), request.GET.get("after", ""))
    listing = Listing(request, compared.changes, DifferenceFilter, **compared.as_options)
    queries.entitle(compared, listing.rows if is_export(request) else listing.page.object_list, base_language())
    if is_export(request):
        return table_response(request, "difference", COLUMNS, queries.rows_of(listing.rows))
    context = {"form": form, "compared": compared, "listing": listing, "answer_count": queries.answer_count(form)}
    return render(request, "drafts/difference.html", context)


@page("GET", "POST")
def publish_draft(request, pk):
    """What the draft changes, then the one press that publishes it."""
    draft = get_object_or_404(visible_drafts(request.user).select_related("territory", "source"), pk=pk)
    require(can_publish_draft(request.user, draft))
    sent = PublishDraftForm(request.POST or None, initial={"md5": draft.md5})
    if sent.is_valid():
        with refusals_shown_on(sent):
            return redirect(_published(request, draft, sent.cleaned_data))
    form = queries.form_of(draft)
    compared = queries.compared(form, "", queries.DRAFT) if form and form.current else None
    context = {"draft": draft, "form": form, "sent": sent, "compared": compared, "listing": None, "answer_count": 0}
    if form and compared:
        context["listing"] = listing = Listing(request, compared.changes, DifferenceFilter, **compared.as_options)
        queries.entitle(compared, listing.page.object_list, base_language())
        context["answer_count"] = queries.answer_count(form)
    return render(request, "drafts/publish_draft.html", context)


def _published(request, draft, seen):
    try:
        version = actions.publish_draft(actor=request.user, draft=draft, **seen)
    except Unchanged as unchanged:
        messages.info(request, str(unchanged))
        return unchanged.version.form
    messages.success(request, _("The form is published: people can fill it now."))
    return version.form
