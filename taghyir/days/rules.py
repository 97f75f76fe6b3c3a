"""Rules that several actions keep: what is proposed is answered once, and with a reason when it is refused."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.storage import store
from taghyir.days.models import Proposal
from taghyir.people.models import User


def waiting_proposal(pk: int) -> Proposal:
    """The proposal, held until the end of the transaction. Refused when somebody answered meanwhile."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("case__territory", "asked", "proposed_by")
    proposal = rows.get(pk=pk)
    if not proposal.is_waiting:
        raise Refused(_("This was answered meanwhile, or withdrawn."), code="answered")
    return proposal


def close_proposal(actor: User, proposal: Proposal, state: str, answer: str = "") -> Proposal:
    """Write the answer. A refusal says why."""
    if state == Proposal.State.REFUSED and not answer.strip():
        raise Refused(_("Say why: who proposed it will read it."), code="no_reason", field="answer")
    proposal.state, proposal.answer = state, answer.strip()
    proposal.answered_by, proposal.answered_at = actor, timezone.now()
    vars(proposal)["journal_details"] = {"case": proposal.case_id, "reason": proposal.answer}
    return store(proposal)
