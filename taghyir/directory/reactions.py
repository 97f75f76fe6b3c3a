"""What follows in the directory when something happens elsewhere."""

from taghyir.core.journal import on
from taghyir.directory.actions import hide_organisation
from taghyir.directory.queries import has_consent_of_representative, published_because_of
from taghyir.people.models import Consent, User


@on("consent.withdrawn")
def hide_what_nobody_agrees_to(entry):
    """Hide the cards that speak of a person once nobody of their board agrees any more. Safe to run twice."""
    consent = Consent.objects.get(pk=entry.subject_id)
    for organisation in published_because_of(consent.person):
        if organisation.is_persons_own and not has_consent_of_representative(organisation):
            hide_organisation(actor=User.objects.robot(), organisation=organisation)
