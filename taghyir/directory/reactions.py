"""What follows in the directory: cards nobody agrees to any more, labels whose day has come."""

from contextlib import suppress
from typing import Any

from procrastinate.contrib.django import app

from taghyir.consents.models import Consent
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.directory.actions import count_labels, hide_organisation, warn_of_label
from taghyir.directory.models import Organisation
from taghyir.directory.queries import (
    codes_standing,
    labels_ending,
    organisations_whose_label_ended,
    published_without_consent,
)
from taghyir.people.models import User


@on("consent.withdrawn")
@on("consent.ended")
def hide_what_nobody_agrees_to(entry: Entry) -> None:
    """Hide the cards that speak of a person once nobody of their board agrees any more. Safe to run twice."""
    _hide_those(memberships__person__in=Consent.objects.filter(pk=entry.subject_id).values("person"))


@on("membership.ended")
def hide_what_who_agreed_left(entry: Entry) -> None:
    """The same when it was their agreement that it stood on. Safe to run twice."""
    _hide_those(memberships=entry.subject_id)


@on("organisation.changed", when=lambda organisation: organisation.is_public)
def hide_what_speaks_of_a_person_now(entry: Entry) -> None:
    """The same when its form changed, by hand or by a file, to one whose words are somebody's. Safe to run twice."""
    _hide_those(pk=entry.subject_id)


def _hide_those(**which: Any) -> None:
    for organisation in published_without_consent().filter(**which).distinct():
        hide_organisation(actor=User.objects.robot(), organisation=organisation)


@app.periodic(cron="10 1 * * *")
@app.task(name="watch_labels", queue="seals", queueing_lock="watch_labels")
def watch_labels(timestamp: int) -> None:
    """Each night: say which labels end soon, let go of those that are over, and of what nobody agrees to since a day came."""
    robot = User.objects.robot()
    _hide_those()
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
