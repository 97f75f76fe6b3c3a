"""An adviser proposes how a file ends; the coordinator approves, and it closes, or refuses and says why."""

from taghyir.accompaniment.actions import close_case, open_case
from taghyir.accompaniment.models import Case
from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.days.models import Proposal
from taghyir.days.policies import can_approve_exit, can_propose_exit, can_refuse_exit
from taghyir.days.rules import close_proposal, waiting_proposal
from taghyir.people.models import User


@action("exit.proposed")
def propose_exit(*, actor: User, case: Case, exit: str, reason: str) -> Proposal:
    """Say how the file should end, and what made it so. Refused twice at once, or when it is closed."""
    require(can_propose_exit(actor, case))
    case = open_case(case.pk)
    proposal = Proposal(case=case, kind=Proposal.Kind.EXIT, proposed_by=actor, exit=exit, reason=reason.strip())
    vars(proposal)["journal_details"] = {"case": case.pk, "exit": exit, "reason": proposal.reason}
    return store(proposal)


@action("exit.approved")
def approve_exit(*, actor: User, proposal: Proposal, answer: str = "") -> Proposal:
    """The file closes today, with the words of the adviser. Refused when it is already closed."""
    require(can_approve_exit(actor, proposal))
    proposal = waiting_proposal(proposal.pk)
    close_case(actor=actor, case=proposal.case, exit=proposal.exit, exit_reason=proposal.reason)
    return close_proposal(actor, proposal, Proposal.State.ACCEPTED, answer)


@action("exit.refused")
def refuse_exit(*, actor: User, proposal: Proposal, answer: str) -> Proposal:
    """The file stays open; say why."""
    require(can_refuse_exit(actor, proposal))
    return close_proposal(actor, waiting_proposal(proposal.pk), Proposal.State.REFUSED, answer)
