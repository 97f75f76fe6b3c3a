import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.accompaniment.tests.factories import CaseFactory, PlannedActionFactory, day
from taghyir.days.actions import propose_exit, propose_transfer, submit_plan
from taghyir.days.models import Alert, Feed, Proposal
from taghyir.days.queries import late_for, token_of_feed
from taghyir.days.reactions import note_calendars
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.people.models import User
from taghyir.people.tests.factories import adviser_of, somebody


def file_of_tifawin() -> Case:
    """The file of Tifawin, followed by Karim, with a plan and a step that is two days late."""
    return file_of(tifawin())


def file_of_fatma(name: str) -> Case:
    """The same of another organisation to which Fatma belongs."""
    membership = MembershipFactory(organisation=OrganisationFactory(name=name), person=somebody("fatma").person)
    return file_of(membership.organisation)


def file_of(organisation: Organisation) -> Case:
    """An open file with a step and an action that are late."""
    case = CaseFactory(organisation=organisation, next_step="Rappeler Fatma", next_step_on=day(2))
    PlannedActionFactory(objective__case=case, due_on=day(4))
    return case


def colleague() -> User:
    """Another adviser of Nador."""
    return adviser_of("NAD")


def transfer_of(case: Case, asked: User) -> Proposal:
    return propose_transfer(actor=case.adviser, case=case, adviser=asked, reason="Plus près de Selouane")


def exit_of(case: Case) -> Proposal:
    return propose_exit(actor=case.adviser, case=case, exit="achieved", reason="Elles vendent seules")


def plan_submitted(case: Case) -> Proposal:
    return submit_plan(actor=case.adviser, case=case, digest=digest_of(plan_of(case)), reason="Prêt")


def alerts_of(user: User) -> list[Alert]:
    """What a morning would remind `user` of."""
    Alert.objects.bulk_create(late_for(user), ignore_conflicts=True)
    return list(Alert.objects.filter(user=user, answered_at=None).order_by("-kind", "due_on"))


def karim() -> User:
    return somebody("karim")


@contextmanager
def later(days: int) -> Iterator[None]:
    """Within, the house and its links believe that so many days have passed."""
    moment, seconds = timezone.now() + dt.timedelta(days=days), time.time() + days * 86_400
    with patch("django.utils.timezone.now", lambda: moment), patch("time.time", lambda: seconds):
        yield


def read(client, feed: Feed) -> dict:
    """What a phone reads in a calendar, by the beginning of the UID."""
    answer = client.get(reverse("days:calendar", args=[token_of_feed(feed)]))
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(one["UID"]).partition("@")[0]: one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def read_and_noted(client, feed: Feed) -> dict:
    """The same; then the house notes what it told."""
    events = read(client, feed)
    note_calendars(0)
    return events
