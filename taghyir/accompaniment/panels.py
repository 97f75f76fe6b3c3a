"""What the pages of a need and of a kind of service show of this room: what was given."""

from django.template.loader import render_to_string

from taghyir.accompaniment.policies import visible_services
from taghyir.accompaniment.queries import totals_of
from taghyir.design.panels import panel

FEW = 5


@panel("need.main")
def services_for_need(request, need):
    """The last services given for an action that answers it, to whoever may see their file."""
    rows = (
        visible_services(request.user)
        .filter(planned_action__needs=need)
        .select_related("given_by__person", "case", "kind")
    )
    services = list(rows.order_by("-given_on", "-pk")[:FEW])
    if not services:
        return ""
    return render_to_string("accompaniment/services_for_need.html", {"services": services}, request)


@panel("kind.main")
def services_of_kind(request, kind):
    """How much of it was given, and to whom: of the files the reader sees."""
    totals = totals_of(visible_services(request.user).filter(kind=kind))
    if not totals["count"]:
        return ""
    return render_to_string("accompaniment/services_of_kind.html", {"kind": kind, "totals": totals}, request)
