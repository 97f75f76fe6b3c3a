"""What follows: whoever is asked hears it with a link that needs no account; what is late is told; files change hands."""

from collections import defaultdict
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from taghyir.accompaniment.actions import transfer_case
from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.days import queries
from taghyir.days.actions import remind_adviser, withdraw_proposal
from taghyir.days.models import Alert, Feed, Proposal
from taghyir.days.noting import note_told
from taghyir.days.policies import can_read_feed
from taghyir.intake.models import Referral
from taghyir.people.models import User
from taghyir.people.queries import coordinators_of

TOLD = "days/told"


@app.periodic(cron="40 5 * * *")
@app.task(name="remind_advisers", queue="seals", queueing_lock="remind_advisers")
def remind_advisers(timestamp: int) -> None:
    """Each morning, note what is late for each adviser. Safe to run twice: a day is told once."""
    robot = User.objects.robot()
    for user in queries.advisers_to_remind().order_by("pk"):
        with suppress(Refused):
            remind_adviser(actor=robot, user=user)


@app.periodic(cron="*/10 * * * *")
@app.task(name="note_calendars", queue="seals", queueing_lock="note_calendars")
def note_calendars(timestamp: int) -> None:
    """Note what each calendar tells, more often than a phone reads it. Safe to run twice: nothing is left to write."""
    for feed in Feed.objects.filter(ended_at=None).select_related("owner").order_by("pk"):
        if can_read_feed(feed):
            note_told(feed)


@on("day_calendar.started")
def note_first_calendar(entry: Entry) -> None:
    """Note at once what a new calendar tells. Safe to run twice."""
    feed = Feed.objects.get(pk=entry.subject_id)
    if feed.ended_at is None:
        note_told(feed)


@on("adviser.reminded")
def write_what_is_late(entry: Entry) -> None:
    """One mail with a link for each thing that is late. `tell` writes once."""
    user = User.objects.select_related("person").get(pk=entry.subject_id)
    late = [(alert.kind, alert.subject_id, alert.due_on) for alert in queries.late_for(user, entry.at.date())]
    kept = Alert.objects.filter(user=user, answered_at=None).select_related("case__organisation")
    alerts = [alert for alert in kept.order_by("due_on", "pk") if (alert.kind, alert.subject_id, alert.due_on) in late]
    sent = [(one, _page(one, user)) for one in queries.referrals_to_remind(user)]
    lines = [(alert, settings.SITE_URL + queries.address_of_alert(alert, user.language)) for alert in alerts]
    if lines or sent:
        with translation.override(user.language):
            link = reverse("days:agenda")
        told = {"lines": lines, "sent": sent, "days": queries.LINK_DAYS}
        tell(user, about=entry, template=f"{TOLD}/late.txt", link=link, **told)


def _page(referral: Referral, user: User) -> str:
    with translation.override(user.language):
        return settings.SITE_URL + referral.get_absolute_url()


def _proposal(entry: Entry) -> Proposal:
    rows = Proposal.objects.select_related(
        "case__organisation", "case__territory", "proposed_by__person", "asked__person", "answered_by__person"
    )
    return rows.get(pk=entry.subject_id)


@on("transfer.proposed")
def ask_colleague(entry: Entry) -> None:
    """Tell the colleague, with a link that answers. `tell` writes once."""
    proposal = _proposal(entry)
    if proposal.asked and proposal.asked.is_active and proposal.is_waiting:
        _ask(proposal.asked, entry, proposal)


@on("exit.proposed")
@on("plan.submitted")
def ask_coordinators(entry: Entry) -> None:
    """Tell the coordinators, each with a link of their own. `tell` writes once."""
    proposal = _proposal(entry)
    for user in coordinators_of(proposal.case.territory) if proposal.is_waiting else ():
        if user.pk != entry.actor_id:
            _ask(user, entry, proposal)


def _ask(user: User, entry: Entry, proposal: Proposal) -> None:
    link = queries.address_of_proposal(proposal, user)
    tell(user, about=entry, template=f"{TOLD}/asked.txt", link=link, **_words(proposal))


def _words(proposal: Proposal) -> dict[str, Any]:
    return {"proposal": proposal, "case": proposal.case, "days": queries.LINK_DAYS}


@on("transfer.accepted")
@on("transfer.refused")
@on("exit.approved")
@on("exit.refused")
@on("plan.approved")
@on("plan.returned")
def tell_who_proposed(entry: Entry) -> None:
    """Tell the answer and its reason to who proposed it; the adviser, of a plan approved. `tell` writes once."""
    proposal = _proposal(entry)
    for user in {proposal.proposed_by, proposal.case.adviser}:
        if user.pk != entry.actor_id and user.is_active:
            with translation.override(user.language):
                link = proposal.get_absolute_url()
            tell(user, about=entry, template=f"{TOLD}/answered.txt", link=link, **_words(proposal))


@on("case.closed")
def withdraw_what_waits(entry: Entry) -> None:
    """Nothing is decided any more about a file that is closed. Run twice, it finds nothing left."""
    _withdraw(Proposal.objects.filter(case=entry.subject_id))


@on("case.transferred")
def withdraw_transfers_that_wait(entry: Entry) -> None:
    """A file that changed hands is proposed no more by who had it. Run twice, it finds nothing left."""
    _withdraw(Proposal.objects.filter(case=entry.subject_id, kind=Proposal.Kind.TRANSFER, proposed_at__lt=entry.at))


@on("user.disabled")
def hand_over_cases(entry: Entry) -> None:
    """Give the open files of a closed account to the successor it names; tell the coordinators of those it may not have.

    Run twice, it finds these alone, and `tell` writes once.
    """
    successor = User.objects.filter(pk=entry.details.get("successor"), is_active=True).first()
    left: dict[User, list[Case]] = defaultdict(list)
    files = Case.objects.open().filter(adviser=entry.subject_id).select_related("territory", "organisation")
    for case in files.order_by("pk"):
        if successor is None or not _is_given(case, successor):
            for user in coordinators_of(case.territory).exclude(pk=entry.subject_id):
                left[user].append(case)
    for user, cases in left.items():
        with translation.override(user.language):
            link = reverse("accompaniment:cases")
        tell(user, about=entry, template=f"{TOLD}/left.txt", link=link, cases=cases, who=entry.subject)


def _is_given(case: Case, successor: User) -> bool:
    with suppress(Refused):
        transfer_case(actor=User.objects.robot(), case=case, adviser=successor)
        return True
    return False


def _withdraw(proposals: Any) -> None:
    robot = User.objects.robot()
    for proposal in proposals.waiting().order_by("pk"):
        with suppress(Refused):
            withdraw_proposal(actor=robot, proposal=proposal)
