"""What other pages show of this room: what was given for a need, of a kind; the way from an organisation to its file."""

from django.template.loader import render_to_string

from taghyir.accompaniment.policies import can_record_demand, visible_services
from taghyir.accompaniment.queries import totals_of
from taghyir.design.panels import panel
from taghyir.design.pieces import drawn

FEW = 5


@panel("organisation.acts")
def way_to_file(request, organisation):
    """To the field of its territory, the way to its file or to its demand: without asking anything of the database."""
    if not request.user.is_authenticated or not can_record_demand(request.user, organisation):
        return ""
    return drawn("accompaniment/way_to_file.html", pk=organisation.pk)


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
