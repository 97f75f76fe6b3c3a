"""On the page of a file: what waits for an answer, whether its plan is the approved one, and what may be proposed."""

from taghyir.accompaniment.policies import can_close_case, can_transfer_case, can_work_on_case
from taghyir.accompaniment.queries import digest_of
from taghyir.days.policies import can_approve_plan, can_propose_exit, can_propose_transfer
from taghyir.days.queries import proposals_beside
from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.top", order=40)
def proposals_on_case(request, case):
    """For who works on the file, nothing for its members; it asks the database nothing that the page does not."""
    actor = request.user
    if not (can_work_on_case(actor, case) or can_approve_plan(actor, case)):
        return ""
    kept = proposals_beside(case)
    approved = next((one for one in kept if one.kind == "plan" and not one.is_waiting), None)
    shown = {
        "pk": case.pk,
        "waiting": [one for one in kept if one.is_waiting],
        "approved": approved,
        "is_changed": approved is not None and approved.digest != digest_of(request.case_file.plan),
        "may_transfer": case.is_open and can_propose_transfer(actor, case) and not can_transfer_case(actor, case),
        "may_exit": case.is_open and can_propose_exit(actor, case) and not can_close_case(actor, case),
    }
    return drawn("days/on_case.html", **shown)
