"""What the page of an organisation says of its own truth."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.directory.policies import can_confirm_organisation, can_name_keeper
from taghyir.upkeep.policies import can_claim_card


@panel("organisation.side", order=60)
def truth(request, organisation):
    """When it was confirmed, and how to say that it is wrong, true, or ours."""
    context = {
        "organisation": organisation,
        "may_confirm": can_confirm_organisation(request.user, organisation),
        "may_name": can_name_keeper(request.user, organisation),
        "may_claim": can_claim_card(request.user, organisation) or not request.user.is_authenticated,
    }
    return render_to_string("upkeep/truth.html", context, request)
