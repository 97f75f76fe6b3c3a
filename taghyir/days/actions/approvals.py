"""A plan is approved as it stood when it was read; a territory chooses whether exits are approved too."""

from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import open_case
from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import Plan, digest_of, plan_of
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.days.models import Proposal
from taghyir.days.policies import can_approve_plan, can_choose_approvals, can_return_plan, can_submit_plan
from taghyir.days.rules import close_proposal, waiting_proposal
from taghyir.people.models import User
from taghyir.places.models import Territory


@action("plan.submitted")
def submit_plan(*, actor: User, case: Case, digest: str, reason: str = "") -> Proposal:
    """Ask the coordinator to approve the plan. Refused when it is empty, changed since it was read, or waits already."""
    require(can_submit_plan(actor, case))
    case = open_case(case.pk)
    return store(_proposal(actor, case, digest, reason))


@action("plan.approved")
def approve_plan(*, actor: User, case: Case, digest: str, answer: str = "") -> Proposal:
    """Approve the plan that was read, asked or not. Refused when it changed since, or when this very plan is approved."""
    require(can_approve_plan(actor, case))
    case = open_case(case.pk)  # held: nobody edits the plan while it is approved
    read = _proposal(actor, case, digest)
    if Proposal.objects.filter(case=case, kind=read.kind, state=Proposal.State.ACCEPTED, digest=digest).exists():
        raise Refused(_("This very plan is already approved."), code="approved")
    asked = Proposal.objects.select_for_update().filter(case=case, kind=read.kind).waiting().first()
    if asked:
        asked.digest, asked.plan = read.digest, read.plan  # what is approved is what was read, not what was asked
    return close_proposal(actor, asked or read, Proposal.State.ACCEPTED, answer)


@action("plan.returned")
def return_plan(*, actor: User, proposal: Proposal, answer: str) -> Proposal:
    """Send the plan back to whoever submitted it, and say what to change."""
    require(can_return_plan(actor, proposal))
    return close_proposal(actor, waiting_proposal(proposal.pk), Proposal.State.REFUSED, answer)


@action("approvals.chosen")
def choose_approvals(*, actor: User, territory: Territory, approves_exits: bool) -> Territory:
    """Say whether a coordinator approves how files end here; where not, the adviser closes them."""
    require(can_choose_approvals(actor, territory))
    territory.approves_exits = approves_exits
    vars(territory)["journal_details"] = {"exits": approves_exits}
    return store(territory)


def _proposal(actor: User, case: Case, digest: str, reason: str = "") -> Proposal:
    plan: Plan = plan_of(case)
    if not plan["objectives"]:
        raise Refused(_("There is no plan yet."), code="empty")
    if digest != digest_of(plan):
        raise Refused(_("The plan changed since you read it: read it again."), code="changed")
    return Proposal(
        case=case, kind=Proposal.Kind.PLAN, proposed_by=actor, digest=digest, plan=plan, reason=reason.strip()
    )
