"""A file changes hands when both agree: one proposes, the other accepts or refuses."""

from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import check_may_receive, open_case, transfer_case
from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.days.models import Proposal
from taghyir.days.policies import (
    can_accept_transfer,
    can_propose_transfer,
    can_refuse_transfer,
    can_withdraw_proposal,
)
from taghyir.days.rules import close_proposal, waiting_proposal
from taghyir.people.models import User

State = Proposal.State


@action("transfer.proposed")
def propose_transfer(*, actor: User, case: Case, adviser: User, reason: str) -> Proposal:
    """Ask a colleague to follow a file from now on. Refused for somebody on leave, twice at once, or when it is closed."""
    require(can_propose_transfer(actor, case))
    case = open_case(case.pk)
    check_may_receive(case, adviser)
    proposal = Proposal(case=case, kind=Proposal.Kind.TRANSFER, proposed_by=actor, asked=adviser, reason=reason.strip())
    vars(proposal)["journal_details"] = {"case": case.pk, "to": adviser.pk, "reason": proposal.reason}
    return store(proposal)


@action("transfer.accepted")
def accept_transfer(*, actor: User, proposal: Proposal, answer: str = "") -> Proposal:
    """The file and its open needs are theirs. Refused when the file closed or changed hands meanwhile, or while on leave."""
    require(can_accept_transfer(actor, proposal))
    proposal = waiting_proposal(proposal.pk)
    case = open_case(proposal.case_id)
    if not can_propose_transfer(proposal.proposed_by, case):
        raise Refused(_("This file changed hands since it was proposed."), code="moved")
    check_may_receive(case, actor)
    # both agreed: the house does it, and the line of the journal says why
    transfer_case(actor=User.objects.robot(), case=case, adviser=actor, reason=proposal.reason)
    return close_proposal(actor, proposal, State.ACCEPTED, answer)


@action("transfer.refused")
def refuse_transfer(*, actor: User, proposal: Proposal, answer: str) -> Proposal:
    """Say no, and why. The file stays where it is."""
    require(can_refuse_transfer(actor, proposal))
    return close_proposal(actor, waiting_proposal(proposal.pk), State.REFUSED, answer)


@action("proposal.withdrawn")
def withdraw_proposal(*, actor: User, proposal: Proposal) -> Proposal:
    """Take back what was proposed, as long as nobody answered."""
    require(can_withdraw_proposal(actor, proposal))
    return close_proposal(actor, waiting_proposal(proposal.pk), State.WITHDRAWN)
