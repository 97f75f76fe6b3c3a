"""The file of an enterprise, whole, for its one page: few statements, however long it has been followed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from taghyir.accompaniment.models import Case, Demand, Objective, PlannedAction, Service
from taghyir.accompaniment.policies import can_see_case
from taghyir.accompaniment.queries.file_rows import (
    ACTIONS,
    CONSENTS,
    HEAD,
    HISTORY,
    HISTORY_LINES,
    IDENTIFIERS,
    MEMBERS,
    NEEDS,
    NEEDS_OF_ACTIONS,
    OBJECTIVES,
    SERVICES,
)
from taghyir.accompaniment.queries.plan import Plan, plan_in
from taghyir.consents.models import Consent, ConsentText
from taghyir.core.models import Entry
from taghyir.directory.models import Identifier, Membership
from taghyir.needs.models import Need
from taghyir.people.models import Person, User

ALWAYS_ASKED = (
    ConsentText.Purpose.FILE,
    ConsentText.Purpose.DIRECTORY,
    ConsentText.Purpose.PHOTO,
    ConsentText.Purpose.VIDEO,
)


def case_for_its_page(actor: User, pk: int) -> Case | None:
    """The file, if `actor` may see it, with what stands at the head of the page; `is_noted`: they opened it today already."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    case = HEAD.first(case=pk, kind=_kind(Case), actor=actor.pk, since=today)
    return case if case is not None and can_see_case(actor, case) else None


def _kind(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


@dataclass
class Agreement:
    """Who of the organisation agreed to one purpose, and since when; nobody yet when `people` is empty."""

    purpose: str
    people: list[Person]
    given_on: dt.date | None


@dataclass
class Moment:
    """Something that happened to the file."""

    at: dt.datetime
    by: str
    title: str
    words: str


@dataclass
class CaseFile:
    """What one page shows of a file. Each property is asked once."""

    case: Case

    @cached_property
    def needs(self) -> list[Need]:
        """Needs of the organisation, those still open first, the most urgent first."""
        return NEEDS.rows(organisation=self.case.organisation_id)

    @cached_property
    def objectives(self) -> list[Objective]:
        """The plan: objectives, each with its actions as `planned`, each of these with the words of its needs as `aims`."""
        planned: dict[int, list[PlannedAction]] = defaultdict(list)
        aims: dict[int, list[str]] = defaultdict(list)
        objectives = OBJECTIVES.rows(case=self.case.pk)
        if objectives:
            for action_pk, words in NEEDS_OF_ACTIONS.rows(case=self.case.pk):
                aims[action_pk].append(words)
            for action in ACTIONS.rows(case=self.case.pk):
                action.aims = aims[action.pk]  # type: ignore[attr-defined]
                planned[action.objective_id].append(action)
        for objective in objectives:
            objective.planned = planned[objective.pk]  # type: ignore[attr-defined]
        return objectives

    @property
    def plan(self) -> Plan:
        """The plan as `plan_of` gives it, of the objectives that the page shows."""
        # `planned` is laid on each by `objectives`
        read = ((one.words, [(action, action.aims) for action in one.planned]) for one in self.objectives)  # type: ignore[attr-defined]
        return plan_in(self.case, read)

    @cached_property
    def services(self) -> list[Service]:
        """The last few services, each with the `count` and the `total_minutes` of them all."""
        return SERVICES.rows(case=self.case.pk)

    @property
    def service_count(self) -> int:
        """How many services in all."""
        return self.services[0].count if self.services else 0  # type: ignore[attr-defined,no-any-return]

    @property
    def service_minutes(self) -> int:
        """How long in all."""
        return self.services[0].total_minutes if self.services else 0  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def members(self) -> list[Membership]:
        """Who belongs to the organisation, the board first."""
        return MEMBERS.rows(organisation=self.case.organisation_id, today=timezone.localdate())

    @cached_property
    def agreements(self) -> list[Agreement]:
        """What they agreed to, purpose by purpose; what is always asked is listed even when nobody was asked."""
        given: dict[str, list[Consent]] = {purpose: [] for purpose in ALWAYS_ASKED}
        people = {member.person_id: member.person for member in self.members}
        for consent in CONSENTS.rows(people=list(people)) if people else ():
            consent.person = people[consent.person_id]
            given.setdefault(consent.text.purpose, []).append(consent)
        return [
            Agreement(
                str(ConsentText.Purpose(purpose).label),
                list({consent.person_id: consent.person for consent in consents}.values()),
                max((consent.given_on for consent in consents), default=None),
            )
            for purpose, consents in given.items()
        ]

    @cached_property
    def identifiers(self) -> list[Identifier]:
        """The numbers administrations gave it."""
        return IDENTIFIERS.rows(organisation=self.case.organisation_id)

    @cached_property
    def history(self) -> list[Moment]:
        """The last few lines of the journal on the file, its demand and its plan; services have their own list."""
        of_objectives = {objective.pk: objective.words for objective in self.objectives}
        of_actions = {action.pk: action.words for one in self.objectives for action in one.planned}  # type: ignore[attr-defined]
        words: dict[int | None, dict[Any, str]] = {_kind(Objective): of_objectives, _kind(PlannedAction): of_actions}
        lines = HISTORY_LINES.rows(
            case_kind=_kind(Case),
            case=self.case.pk,
            demand_kind=_kind(Demand),
            demand=self.case.demand_id,
            objective_kind=_kind(Objective),
            objectives=list(of_objectives),
            action_kind=_kind(PlannedAction),
            actions=list(of_actions),
        )
        return [_moment(line, words.get(line.subject_type_id, {}).get(line.subject_id, "")) for line in lines]

    @property
    def call(self) -> str:
        """The number to call: the contact of the demand, else the first of the board, else the organisation."""
        people = [self.case.demand.contact, *(member.person for member in self.members)]
        numbers = (person.phone for person in people if person and person.phone)
        return next(numbers, self.case.organisation.phone)

    @property
    def stage(self) -> str:
        """Where the file stands on the thread: accompanied, or put in touch with others."""
        matched = any(need.answer == Need.Answer.MATCHED for need in self.needs)
        return "connect" if matched else "accompany"


def _moment(line: Entry, words: str) -> Moment:
    details = line.details
    if "exit" in details:
        words = str(Case.Exit(details["exit"]).label)
    parts = (words, details.get("step"), details.get("name"), details.get("reason"))
    by = "" if line.actor is None or line.actor.is_robot else str(line.actor)
    return Moment(line.at, by, str(HISTORY[line.verb]), " · ".join(part for part in parts if part))
