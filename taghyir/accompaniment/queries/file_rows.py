"""What the page of a file reads, each by a statement built once: put together anew, they cost more than all the rest."""

import datetime as dt

from django.db.models import Case as Conditional
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.models import Case, Objective, PlannedAction, Service
from taghyir.consents.models import Consent
from taghyir.core.models import Entry
from taghyir.directory.models import Identifier, Membership
from taghyir.needs.models import Need
from taghyir.tables.beside import Beside
from taghyir.tables.statements import Statement, one_of

FEW_SERVICES, FEW_LINES, FEW_NEEDS = 5, 8, 8
OPENED = "case.opened_page"  # the verb of the access log
HISTORY = {
    "demand.recorded": _("Demand received"),
    "demand.put_to_wait": _("Put on the waiting list"),
    "case.opened": _("File opened"),
    "objective.added": _("Objective written"),
    "objective.changed": _("Objective said otherwise"),
    "objective.removed": _("Objective taken out"),
    "objective.reached": _("Objective reached"),
    "action.planned": _("Action planned"),
    "action.changed": _("Action said otherwise"),
    "action.removed": _("Action taken out"),
    "practice.planned": _("To practise"),
    "action.finished": _("Action done"),
    "action.postponed": _("Action postponed"),
    "case.next_step_set": _("Next step"),
    "case.transferred": _("Given to another adviser"),
    "case.closed": _("File closed"),
}
_UNSHOWN = (
    "adviser__password",
    "adviser__person__folded",
    "demand__words",
    "demand__contact__folded",
    "organisation__folded",
    "organisation__place__folded",
    "organisation__address",
    "organisation__source",
    "organisation__source_ref",
    "organisation__licence",
)


BESIDE_CASE = Beside()  # what rooms above show on the page of a file comes with the file


def _head(case: int, kind: int, actor: int, since: dt.datetime) -> QuerySet[Case]:
    noted = Entry.objects.filter(
        verb=OPENED, actor=actor, subject_type=kind, subject_id=OuterRef("pk"), at__gte=since
    ).order_by()
    cases = Case.objects.filter(pk=case).order_by().defer(*_UNSHOWN).annotate(is_noted=Exists(noted))
    return BESIDE_CASE.on(cases).select_related(
        "organisation__place", "organisation__legal_form", "territory", "adviser__person", "demand__contact"
    )


def _named(case: int) -> QuerySet[Case]:
    found = Case.objects.filter(pk=case).order_by().defer("adviser__password", "adviser__person__folded")
    return found.select_related("organisation", "territory", "adviser__person", "demand")


def _needs(organisation: int) -> QuerySet[Need]:
    open_still = When(state__in=(Need.State.HEARD, Need.State.OWNED), then=0)
    order = Conditional(open_still, When(state=Need.State.ANSWERED, then=1), default=2)
    return Need.objects.filter(organisation=organisation).order_by(order, "due_on", "pk")[: FEW_NEEDS + 1]


def _members(organisation: int, today: dt.date) -> QuerySet[Membership]:
    standing = Membership.objects.standing(today).filter(organisation=organisation)
    return standing.select_related("person").order_by("-is_board", "function", "pk")


def _objectives(case: int) -> QuerySet[Objective]:
    return Objective.objects.filter(case=case).order_by("pk")


def _actions(case: int) -> QuerySet[PlannedAction]:
    return PlannedAction.objects.filter(objective__case=case).order_by("due_on", "pk")


def _needs_of_actions(case: int) -> QuerySet[Need, tuple[int, str]]:
    needs = Need.objects.filter(planned_actions__objective__case=case).order_by("due_on", "pk")
    return needs.values_list("planned_actions", "words")


def _services(case: int) -> QuerySet[Service]:
    given = Service.objects.filter(case=case).order_by().values("case")  # of them all, each counted once
    count, time = given.annotate(n=Count("pk")).values("n"), given.annotate(n=Sum("minutes")).values("n")
    last = Service.objects.filter(case=case).order_by("-given_on", "-pk").select_related("given_by__person", "kind")
    last = last.annotate(count=Subquery(count), total_minutes=Subquery(time))
    return last.defer("given_by__password", "given_by__person__folded", "kind__loaded", "kind__folded")[:FEW_SERVICES]


def _consents(people: list[int]) -> QuerySet[Consent]:
    standing = Consent.objects.standing().filter(one_of("person", people))
    return standing.select_related("text").defer("text__text").order_by("-given_on", "-pk")


def _identifiers(organisation: int) -> QuerySet[Identifier]:
    return Identifier.objects.filter(organisation=organisation).order_by("type", "pk")


def _history(
    case_kind: int,
    case: int,
    demand_kind: int,
    demand: int,
    objective_kind: int,
    objectives: list[int],
    action_kind: int,
    actions: list[int],
) -> QuerySet[Entry]:
    about = (
        Q(subject_type=case_kind, subject_id=case)
        | Q(subject_type=demand_kind, subject_id=demand)
        | Q(one_of("subject_id", objectives), subject_type=objective_kind)
        | Q(one_of("subject_id", actions), subject_type=action_kind)
    )
    lines = Entry.objects.filter(about, verb__in=HISTORY).order_by("-at", "-pk").select_related("actor__person")
    return lines.defer("actor__password", "actor__person__folded")[:FEW_LINES]


HEAD: Statement[Case] = Statement(_head)
NAMED: Statement[Case] = Statement(_named)
NEEDS: Statement[Need] = Statement(_needs)
MEMBERS: Statement[Membership] = Statement(_members)
OBJECTIVES: Statement[Objective] = Statement(_objectives)
ACTIONS: Statement[PlannedAction] = Statement(_actions)
NEEDS_OF_ACTIONS: Statement[tuple[int, str]] = Statement(_needs_of_actions)
SERVICES: Statement[Service] = Statement(_services)
CONSENTS: Statement[Consent] = Statement(_consents)
IDENTIFIERS: Statement[Identifier] = Statement(_identifiers)
HISTORY_LINES: Statement[Entry] = Statement(_history)
