"""What the page of a receipt says of how answers stand: to whoever holds the code, so in plain words and no more."""

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from taghyir.design.panels import panel
from taghyir.review.models import State
from taghyir.review.queries import state_of

WORDS = {
    State.RECEIVED: _("Received: nobody has judged them yet."),
    State.HAS_ISSUES: _("Being looked at: something is to be mended by who sent them."),
    State.APPROVED: _("Approved: they were read and count."),
    State.REJECTED: _("Set aside: they were read and do not count."),
}


@panel("receipt.state")
def state_of_receipt(request, submission):
    """Received, being looked at, approved, or set aside; never by whom nor why."""
    return escape(WORDS[state_of(submission)])
