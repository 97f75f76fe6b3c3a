"""What the page of an organisation says of its twins."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.directory.policies import can_merge_organisation
from taghyir.duplicates.policies import visible_candidates
from taghyir.duplicates.queries import open_candidates_of


@panel("organisation.side", order=80)
def twins(request, organisation):
    """The pairs to look at, for those who may merge."""
    if not can_merge_organisation(request.user, organisation):
        return ""
    pairs = [
        (pair, pair.second if pair.first_id == organisation.pk else pair.first)
        for pair in open_candidates_of(organisation).filter(pk__in=visible_candidates(request.user).values("pk"))
    ]
    return render_to_string("duplicates/twins.html", {"pairs": pairs}, request) if pairs else ""
