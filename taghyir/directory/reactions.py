"""What follows in the directory: cards nobody agrees to any more, labels whose day has come."""

from contextlib import suppress

from procrastinate.contrib.django import app

from taghyir.consents.models import Consent
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.directory.actions import count_labels, hide_organisation, warn_of_label
from taghyir.directory.models import Organisation
from taghyir.directory.queries import (
    codes_standing,
    has_consent_of_representative,
    labels_ending,
    organisations_whose_label_ended,
    published_because_of,
)
from taghyir.people.models import User


@on("consent.withdrawn")
@on("consent.ended")
def hide_what_nobody_agrees_to(entry):
    """Hide the cards that speak of a person once nobody of their board agrees any more. Safe to run twice."""
    consent = Consent.objects.get(pk=entry.subject_id)
    for organisation in published_because_of(consent.person):
        if organisation.is_persons_own and not has_consent_of_representative(organisation):
            hide_organisation(actor=User.objects.robot(), organisation=organisation)


@app.periodic(cron="10 1 * * *")
@app.task(name="watch_labels", queue="seals", queueing_lock="watch_labels")
def watch_labels(timestamp: int) -> None:
    """Each night: say which labels end soon, and let go of those that are over. Safe to run twice."""
    robot = User.objects.robot()
    for label in labels_ending():
        with suppress(Refused):
            warn_of_label(actor=robot, label=label)
    for organisation in organisations_whose_label_ended():
        if organisation.labels != codes_standing(organisation):
            count_labels(actor=robot, organisation=organisation)


@on("organisation.merged")
@on("organisation.parted")
def count_labels_again(entry: Entry) -> None:
    """The labels went with the entry that stays, or came back. Safe to run twice."""
    both = [entry.subject_id, entry.details.get("into") or entry.details.get("from")]
    for organisation in Organisation.objects.filter(pk__in=both).order_by("pk"):
        if organisation.labels != codes_standing(organisation):
            count_labels(actor=User.objects.robot(), organisation=organisation)
