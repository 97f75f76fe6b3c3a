"""What happens to a file: its next step, its adviser, its end."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.needs_in_hand import hand_over_needs
from taghyir.accompaniment.policies import can_close_case, can_set_next_step, can_transfer_case
from taghyir.accompaniment.rules import check_has_come, check_may_receive, check_promise, open_case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.tables.meanwhile import check_unchanged


@action("case.next_step_set")
def set_next_step(*, actor: User, case: Case, next_step: str, next_step_on: dt.date | None, read: str = "") -> Case:
    """Promise what comes next and when; both empty: nothing. Refused for a past day, a closed file, changed since `read`."""
    require(can_set_next_step(actor, case))
    check_promise(next_step, next_step_on)
    case = open_case(case.pk)
    check_unchanged(read, case.next_step, case.next_step_on)
    case.next_step, case.next_step_on = next_step, next_step_on
    vars(case)["journal_details"] = {"step": next_step, "on": next_step_on.isoformat() if next_step_on else ""}
    return store(case)


@action("case.transferred")
def transfer_case(*, actor: User, case: Case, adviser: User, reason: str = "") -> Case:
    """Give the file and its open needs to another adviser of the territory.

    Refused for the present one, for somebody on leave, or when the file is closed.
    """
    require(can_transfer_case(actor, case))
    case = open_case(case.pk)
    check_may_receive(case, adviser)
    vars(case)["journal_details"] = {"from": case.adviser_id, "to": adviser.pk, "name": str(adviser), "reason": reason}
    former, case.adviser = case.adviser, adviser
    store(case)
    hand_over_needs(actor, case, former)
    return case


@action("case.closed")
def close_case(*, actor: User, case: Case, exit: str, exit_reason: str, closed_on: dt.date | None = None) -> Case:
    """End the accompaniment and say how and why. Refused for a day to come, before the last service, or when closed."""
    require(can_close_case(actor, case))
    closed_on = closed_on or timezone.localdate()
    check_has_come(closed_on, "closed_on")
    case = open_case(case.pk)
    if case.services.filter(given_on__gt=closed_on).exists():
        raise Refused(_("A service was given after that day."), code="service_after", field="closed_on")
    case.closed_on, case.exit, case.exit_reason = closed_on, exit, exit_reason.strip()
    case.next_step, case.next_step_on = "", None
    vars(case)["journal_details"] = {"exit": exit, "reason": case.exit_reason}
    return store(case)
