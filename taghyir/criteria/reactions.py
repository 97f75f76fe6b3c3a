"""Who waits for a word is told: the organisation when it is given back, the peers when it is answered."""

from django.utils import translation

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.criteria.models import Interview
from taghyir.criteria.queries import own_people_of, peers_in


def _interview(entry: Entry) -> Interview | None:
    rows = Interview.objects.select_related("organisation", "peer__user", "second_peer__user")
    return rows.filter(pk=entry.subject_id or 0).first()


@on("interview.given_back")
def tell_to_read(entry: Entry) -> None:
    """Tell the people of the organisation who have an account, with a link and not the words. Safe to run twice."""
    if interview := _interview(entry):
        for user in own_people_of(interview.organisation):
            link = interview.read_back_address
            tell(user, about=entry, template="criteria/told/given_back.txt", link=link, interview=interview)


@on("interview.agreed")
@on("interview.agreed_on_paper")
@on("interview.change_asked")
@on("interview.closed")
def tell_peers(entry: Entry) -> None:
    """Tell the one or two peers, but for who did it. Safe to run twice."""
    if interview := _interview(entry):
        for user in peers_in(interview):
            if user.is_active and user.pk != entry.actor_id:
                with translation.override(user.language):
                    link = interview.get_absolute_url()
                tell(user, about=entry, template="criteria/told/answered.txt", link=link, interview=interview)
