"""My phones, those of my territories, one of them; cut off or extended in one tap."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.design.panels import panels_at
from taghyir.devices import actions, policies, queries
from taghyir.devices.columns import DEVICES
from taghyir.devices.forms import DevicesFilter
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def my_devices(request):
    """The phones this person carries."""
    context = {
        "devices": queries.devices_of(request.user),
        "may_enrol": policies.can_enrol_devices(request.user),
        "may_follow": policies.can_see_devices(request.user),
    }
    return render(request, "devices/my_devices.html", context)


@page("GET")
def devices(request):
    """The phones of one's territories; what is to be done about them comes first."""
    require(policies.can_see_devices(request.user))
    listing = Listing(request, queries.devices_to_follow(request.user), DevicesFilter)
    if is_export(request):
        return table_response(request, "phones", DEVICES, listing.rows)
    return render(request, "devices/devices.html", {"listing": listing, **queries.alerts(request.user)})


@page("GET")
def device(request, pk):
    """One phone: whose, where, until when; when it was last seen, with what, and what it sent."""
    found = get_object_or_404(queries.devices_to_follow(request.user), pk=pk)
    context = {
        "device": found,
        "may_extend": found.revoked_at is None and policies.can_extend_device(request.user, found),
        "may_follow": policies.can_see_devices(request.user),
        "panels": panels_at("device.side", request, found),
    }
    return render(request, "devices/device.html", context)


@page("POST")
def revoke_device(request, pk):
    """Cut a phone off."""
    found = get_object_or_404(policies.visible_devices(request.user), pk=pk)
    try:
        actions.revoke_device(actor=request.user, device=found)
        messages.success(request, _("This phone sends nothing any more. What it had sent stays."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def extend_device(request, pk):
    """Twelve months more."""
    found = get_object_or_404(policies.visible_devices(request.user).select_related("territory"), pk=pk)
    try:
        actions.extend_device(actor=request.user, device=found)
        messages.success(request, _("Its password holds for twelve months from today."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)
