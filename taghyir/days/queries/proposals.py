"""What is proposed and waits for an answer; the plan that was approved, and what changed since."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Conditional
from django.db.models import IntegerField, OuterRef, Q, Value, When

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import BESIDE_CASE, Plan
from taghyir.days.models import Proposal, ProposalQuerySet
from taghyir.days.policies import visible_proposals
from taghyir.people.models import COORDINATORS, User
from taghyir.tables.beside import as_rows

State = Proposal.State


def proposals_to_list(actor: User) -> ProposalQuerySet:
    """Those `actor` sees, what waits first, then the last."""
    rows = visible_proposals(actor).select_related(
        "case__organisation", "case__territory", "proposed_by__person", "asked__person", "answered_by__person"
    )
    waits = Conditional(When(state=State.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(rank=waits).order_by("rank", "-proposed_at", "-pk")


def waiting_for(actor: User) -> ProposalQuerySet:
    """What waits for the answer of `actor`, the oldest first."""
    reach = actor.reach(*COORDINATORS)
    asked = Q(asked=actor) | Q(asked=None) & reach.q("case__territory") if reach else Q(asked=actor)
    rows = Proposal.objects.waiting().filter(asked).select_related("case__organisation", "proposed_by__person")
    return rows.order_by("proposed_at", "pk")


def _kept_of_case() -> ProposalQuerySet:
    kept = Q(state=State.WAITING) | Q(kind=Proposal.Kind.PLAN, state=State.ACCEPTED)
    return Proposal.objects.filter(kept, case=OuterRef("pk")).order_by("-answered_at", "pk")


BESIDE_CASE.rows("proposals_beside", _kept_of_case, "id", "kind", "state", "answered_at", "digest")


def proposals_beside(case: Any) -> list[Proposal]:
    """What waits about a file, and the plans approved, the last first, of a file read for its page: it asks nothing more."""
    return as_rows(Proposal, case.proposals_beside)


def approved_plan(case: Case) -> Proposal | None:
    """The plan of the file as it was last approved."""
    rows = case.proposals.filter(kind=Proposal.Kind.PLAN, state=State.ACCEPTED).select_related("answered_by__person")
    return rows.order_by("-answered_at", "-pk").first()


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan in words: an objective, or an action below it."""

    words: str
    done_by: str = ""
    due_on: dt.date | None = None
    needs: tuple[str, ...] = ()
    means: str = ""
    known_by: str = ""
    is_objective: bool = False


def plan_lines(plan: Plan) -> list[PlanLine]:
    """The lines of a plan in their order."""
    lines = []
    for objective in plan["objectives"]:
        lines.append(PlanLine(objective["words"], is_objective=True))
        for one in objective["actions"]:
            due_on, needs = dt.date.fromisoformat(one["due_on"]), tuple(one["needs"])
            said = one.get("means", ""), one.get("known_by", "")
            lines.append(PlanLine(one["words"], one["done_by"], due_on, needs, *said))
    return lines


def differences(before: Plan, after: Plan) -> tuple[list[PlanLine], list[PlanLine]]:
    """Lines of `before` that are gone, and lines of `after` that are new; a line of which anything changed is in both."""
    was, now = plan_lines(before), plan_lines(after)
    return [line for line in was if line not in now], [line for line in now if line not in was]
