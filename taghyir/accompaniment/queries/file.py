"""The file of an enterprise, whole, for its one page: few statements, however long it has been followed."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case as Conditional
from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Sum, When, Window
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case, Demand, Objective, PlannedAction, Service
from taghyir.accompaniment.policies import visible_cases
from taghyir.core.models import Entry
from taghyir.directory.models import Identifier, Membership
from taghyir.directory.queries import members_of
from taghyir.needs.models import Need
from taghyir.people.models import Consent, ConsentText, Person, User

FEW_SERVICES, FEW_LINES, FEW_NEEDS = 5, 8, 8
OPENED = "case.opened_page"  # the verb of the access log
HISTORY = {
    "demand.recorded": _("Demand received"),
    "demand.put_to_wait": _("Put on the waiting list"),
    "case.opened": _("File opened"),
    "objective.added": _("Objective written"),
    "objective.reached": _("Objective reached"),
    "action.planned": _("Action planned"),
    "action.finished": _("Action done"),
    "case.next_step_set": _("Next step"),
    "case.transferred": _("Given to another adviser"),
    "case.closed": _("File closed"),
}
_UNSHOWN = (
    "adviser__person__folded",
    "demand__words",
    "demand__contact__folded",
    "organisation__place__folded",
    "organisation__address",
    "organisation__source",
    "organisation__source_ref",
    "organisation__licence",
)
ALWAYS_ASKED = (
    ConsentText.Purpose.FILE,
    ConsentText.Purpose.DIRECTORY,
    ConsentText.Purpose.PHOTO,
    ConsentText.Purpose.VIDEO,
)


def cases_for_their_page(actor: User) -> QuerySet[Case]:
    """Files `actor` may see, with what stands at the head of the page; `is_noted` when they opened it today already."""
    noted = Entry.objects.filter(
        verb=OPENED,
        actor=actor,
        subject_type=ContentType.objects.get_for_model(Case),
        subject_id=OuterRef("pk"),
        at__gte=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    shown = visible_cases(actor).select_related(
        "organisation__place", "organisation__legal_form", "territory", "adviser__person", "demand__contact"
    )
    return shown.defer("organisation__folded", "adviser__password", *_UNSHOWN).annotate(is_noted=Exists(noted))


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
        heard = Need.objects.filter(organisation=self.case.organisation_id)
        open_still = When(state__in=(Need.State.HEARD, Need.State.OWNED), then=0)
        order = Conditional(open_still, When(state=Need.State.ANSWERED, then=1), default=2)
        return list(heard.order_by(order, "due_on", "pk")[: FEW_NEEDS + 1])

    @cached_property
    def objectives(self) -> list[Objective]:
        """The plan: objectives, their actions, and the needs of each."""
        actions = PlannedAction.objects.order_by("due_on", "pk").prefetch_related("needs")
        return list(self.case.objectives.order_by("pk").prefetch_related(Prefetch("actions", actions)))

    @cached_property
    def services(self) -> list[Service]:
        """The last few services, each with the `count` and the `total_minutes` of them all."""
        last = Service.objects.filter(case=self.case).order_by("-given_on", "-pk").select_related("given_by__person")
        every = {"count": Window(Count("pk")), "total_minutes": Window(Sum("minutes"))}
        return list(last.annotate(**every)[:FEW_SERVICES])

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
        """Who belongs to the organisation, the board first, with what each agreed to."""
        standing = Consent.objects.standing().select_related("text").order_by("-given_on", "-pk")
        return list(members_of(self.case.organisation).prefetch_related(Prefetch("person__consents", standing)))

    @cached_property
    def agreements(self) -> list[Agreement]:
        """What they agreed to, purpose by purpose; what is always asked is listed even when nobody was asked."""
        given: dict[str, list[Consent]] = {purpose: [] for purpose in ALWAYS_ASKED}
        for member in self.members:
            for consent in member.person.consents.all():
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
        return list(self.case.organisation.identifiers.order_by("type", "pk"))

    @cached_property
    def history(self) -> list[Moment]:
        """The last few lines of the journal on the file, its demand and its plan; services have their own list."""
        said: dict[type[Model], dict[int, str]] = {
            Case: {self.case.pk: ""},
            Demand: {self.case.demand_id: ""},
            Objective: {objective.pk: objective.words for objective in self.objectives},
            PlannedAction: {
                action.pk: action.words
                for objective in self.objectives
                for action in objective.actions.all()  # type: ignore[attr-defined]
            },
        }
        by_kind = {ContentType.objects.get_for_model(model).pk: words for model, words in said.items()}
        about = Q(pk__in=[])
        for kind, words in by_kind.items():
            about |= Q(subject_type=kind, subject_id__in=words)
        lines = Entry.objects.filter(about, verb__in=HISTORY).select_related("actor__person").order_by("-at", "-pk")
        return [_moment(line, by_kind[line.subject_type_id][line.subject_id]) for line in lines[:FEW_LINES]]  # type: ignore[index]

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
