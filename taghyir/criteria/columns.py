"""The columns of the lists people take away. No level is in them: nobody is compared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.text import listed

INTERVIEWS = [
    (_("Organisation"), lambda interview: str(interview.organisation)),
    (_("Territory"), lambda interview: str(interview.organisation.territory or "")),
    (_("Held on"), lambda interview: interview.held_on),
    (_("Peers"), lambda interview: listed(str(peer) for peer in (interview.peer, interview.second_peer) if peer)),
    (_("Language"), lambda interview: interview.get_language_display()),
    (_("Set of criteria"), lambda interview: interview.set_version),
    (_("State"), lambda interview: interview.get_state_display()),
    (
        pgettext_lazy("interview", "Published on"),
        lambda interview: interview.published_at.date() if interview.published_at else None,
    ),
]
PEERS = [
    (_("Person"), lambda peer: str(peer)),
    (_("Territory"), lambda peer: str(peer.territory)),
    (_("Trained on"), lambda peer: peer.trained_on),
    (_("Trained by"), lambda peer: peer.trained_by),
    (pgettext_lazy("peer", "Until"), lambda peer: peer.ended_on),
]
