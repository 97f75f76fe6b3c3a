"""What the page of a need shows of this room: what was given for it."""

from django.template.loader import render_to_string

from taghyir.accompaniment.policies import visible_services
from taghyir.design.panels import panel

FEW = 5


@panel("need.main")
def services_for_need(request, need):
    """The last services given for an action that answers it, to whoever may see their file."""
    rows = visible_services(request.user).filter(planned_action__needs=need).select_related("given_by__person", "case")
    services = list(rows.order_by("-given_on", "-pk")[:FEW])
    if not services:
        return ""
    return render_to_string("accompaniment/services_for_need.html", {"services": services}, request)
