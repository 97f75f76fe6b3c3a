"""What follows in the background: people are told, with a link and never the notes."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.models import Case, Demand, Service
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.people.models import User

FOLDER = "accompaniment/told"


def _link(user: User, address: str, key: int) -> str:
    with translation.override(user.language):
        return reverse(f"accompaniment:{address}", args=[key])


def _tell_members(entry: Entry, template: str, address: str, subject: Case | Demand, **words: Any) -> None:
    """Tell the accounts of the organisation, save who did it."""
    for user in accounts_of(subject.organisation):
        if user.pk != entry.actor_id:
            link = _link(user, address, subject.pk)
            tell(user, about=entry, template=f"{FOLDER}/{template}.txt", link=link, subject=subject, **words)


def _tell_adviser(entry: Entry) -> None:
    case = Case.objects.select_related("organisation", "adviser").get(pk=entry.subject_id)
    if case.adviser_id != entry.actor_id and case.adviser.is_active:
        link = _link(case.adviser, "case", case.pk)
        tell(case.adviser, about=entry, template=f"{FOLDER}/case_given.txt", link=link, subject=case)


@on("case.opened")
def tell_of_opened_case(entry: Entry) -> None:
    """Tell the members that somebody follows them, and the adviser that a file is theirs. `tell` writes once."""
    case = Case.objects.select_related("organisation", "adviser__person").get(pk=entry.subject_id)
    _tell_members(entry, "case_opened", "case", case)
    _tell_adviser(entry)


@on("case.transferred")
def tell_of_transferred_case(entry: Entry) -> None:
    """Tell the new adviser, and the members who follows them from now on. `tell` writes once."""
    case = Case.objects.select_related("organisation", "adviser__person").get(pk=entry.subject_id)
    _tell_members(entry, "case_transferred", "case", case)
    _tell_adviser(entry)


@on("service.recorded")
def tell_members_of_service(entry: Entry) -> None:
    """Tell the members that a service is in their file: a link, not the notes. `tell` writes once."""
    service = Service.objects.select_related("case__organisation").get(pk=entry.subject_id)
    _tell_members(entry, "service_recorded", "case", service.case, service=service)


def _tell_answer(entry: Entry) -> None:
    demand = Demand.objects.select_related("organisation").get(pk=entry.subject_id)
    _tell_members(entry, "demand_answered", "demand", demand)


@on("demand.referred")
def tell_members_of_referral(entry: Entry) -> None:
    """Tell the members where they are directed, and why. `tell` writes once."""
    _tell_answer(entry)


@on("demand.put_to_wait")
def tell_members_of_waiting(entry: Entry) -> None:
    """Tell the members that they wait, and why. `tell` writes once."""
    _tell_answer(entry)


@on("demand.refused")
def tell_members_of_refusal(entry: Entry) -> None:
    """Tell the members why not. `tell` writes once."""
    _tell_answer(entry)


@on("case.closed")
def tell_members_of_closed_case(entry: Entry) -> None:
    """Tell the members how the accompaniment ended. `tell` writes once."""
    case = Case.objects.select_related("organisation").get(pk=entry.subject_id)
    _tell_members(entry, "case_closed", "case", case)
