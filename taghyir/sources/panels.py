"""What the page of an organisation shows of this room: what a source says otherwise, and where its facts come from."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.directory.policies import can_change_organisation
from taghyir.sources.policies import visible_said
from taghyir.sources.queries import differences_of


@panel("organisation.side", order=60)
def said_by_sources(request, organisation):
    """To who may change it: both values where they differ, one press each; to staff, the way to where each fact comes from."""
    said = list(visible_said(request.user).filter(organisation=organisation).order_by("source", "pk"))
    if not said:
        return ""
    may_decide = can_change_organisation(request.user, organisation)
    context = {
        "organisation": organisation,
        "differences": differences_of(organisation, said),
        "may_decide": may_decide,
    }
    return render_to_string("sources/said_by_sources.html", context, request)
