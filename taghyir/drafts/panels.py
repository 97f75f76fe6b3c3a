"""What the page of a form shows of its draft and of what its versions change."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.drafts import queries
from taghyir.drafts.policies import can_compare_versions


@panel("form.side", order=10)
def next_version(request, form):
    """The draft of its next version, to be tried, and the way to what changes; for who may publish, the way to send one."""
    draft, may_compare = queries.draft_of(form), can_compare_versions(request.user, form)
    if not may_compare and (draft is None or not queries.may_try(request.user, draft)):
        return ""
    context = {"form": form, "draft": draft, "may_compare": may_compare}
    return render_to_string("drafts/next_version.html", context, request)
