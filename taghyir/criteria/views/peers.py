"""Who is trained to interview: a list, and named or ended by the coordinators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.criteria import actions, policies, queries
from taghyir.criteria.columns import PEERS
from taghyir.criteria.forms import NamePeerForm, PeersFilter
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def peers(request):
    """Those of one's territories."""
    require(policies.can_read_peers(request.user))
    listing = Listing(request, queries.peers_listed(request.user), PeersFilter)
    if is_export(request):
        return table_response(request, "peers", PEERS, listing.rows)
    rows = [(peer, peer.is_standing and policies.can_end_peer(request.user, peer)) for peer in listing.page]
    context = {"listing": listing, "peers": rows, "may_name": policies.can_name_peers(request.user)}
    return render(request, "criteria/peers.html", context)


@page("GET", "POST")
def name_peer(request):
    """They were trained: they may interview."""
    require(policies.can_name_peers(request.user))
    form = NamePeerForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.name_peer(actor=request.user, **form.cleaned_data)
            messages.success(request, _("They may interview from now on."))
            return redirect("criteria:peers")
    return render(request, "criteria/name_peer.html", {"form": form})


@page("POST")
def end_peer(request, pk):
    """They interview no more."""
    peer = get_object_or_404(policies.visible_peers(request.user).select_related("territory"), pk=pk)
    try:
        actions.end_peer(actor=request.user, peer=peer)
        messages.success(request, _("They interview no more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("criteria:peers" if policies.can_read_peers(request.user) else "criteria:criteria")
