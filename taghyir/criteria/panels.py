"""What the page of an organisation shows of its values: what it published, and the doors for who may enter."""

from django.template.loader import render_to_string

from taghyir.criteria.petals import flowers
from taghyir.criteria.policies import can_start_interview, visible_interviews
from taghyir.criteria.queries import published_of
from taghyir.design.panels import panel


@panel("organisation.main", order=50)
def values(request, organisation):
    """What it published, drawn; the last interview one may read whole; and the start of another for its peers."""
    published = published_of(request.user, organisation)
    followed = visible_interviews(request.user).filter(organisation=organisation).order_by("-held_on", "-pk").first()
    may_start = can_start_interview(request.user, organisation)
    if not (published or followed or may_start):
        return ""
    context = {"organisation": organisation, "flowers": flowers(published[:1]), "followed": followed}
    return render_to_string("criteria/values_panel.html", context | {"may_start": may_start}, request)
