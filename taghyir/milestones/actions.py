"""What is done with milestones."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store, store_all
from taghyir.design.formats import date_text
from taghyir.milestones.models import Milestone
from taghyir.milestones.policies import can_hold_milestone, can_plan_milestones, can_postpone_milestone
from taghyir.milestones.queries import due_days_of, earliest_day_of
from taghyir.people.models import User


@action("milestones.planned")
def plan_milestones(*, actor: User, case: Case) -> list[Milestone]:
    """Plan what is not planned yet, and take out what the end of the file makes void. Safe to do again."""
    require(can_plan_milestones(actor, case))
    case = Case.objects.select_for_update().get(pk=case.pk)
    days = due_days_of(case)
    case.milestones.to_hold().exclude(moment__in=days).delete()
    known = set(case.milestones.values_list("moment", flat=True))
    return store_all(
        [Milestone(case=case, moment=moment, due_on=day) for moment, day in days.items() if moment not in known]
    )


@action("milestone.held")
def hold_milestone(*, actor: User, milestone: Milestone, held_on: dt.date, standing: str, **found: Any) -> Milestone:
    """Write where the enterprise stands, once. Refused when somebody did, for a day to come, or when it is too early."""
    require(can_hold_milestone(actor, milestone))
    milestone = _to_hold(milestone)
    if held_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future", field="held_on")
    if held_on < (earliest := earliest_day_of(milestone)):
        sentence = _("It is too early for this milestone: hold it from %(day)s on.")
        raise Refused(sentence % {"day": date_text(earliest)}, code="before", field="held_on")
    milestone.held_on, milestone.held_by, milestone.standing = held_on, actor, standing
    for name in ("jobs_women", "jobs_men", "members_women", "members_men", "turnover", "words", "satisfaction"):
        if (value := found.get(name)) not in (None, ""):
            setattr(milestone, name, value)
    return store(milestone)


@action("milestone.postponed")
def postpone_milestone(*, actor: User, milestone: Milestone, due_on: dt.date, reason: str) -> Milestone:
    """Plan it for another day and say why. Refused for a day that is past, or when it was held."""
    require(can_postpone_milestone(actor, milestone))
    milestone = _to_hold(milestone)
    if due_on < timezone.localdate():
        raise Refused(_("Choose a day to come."), code="past", field="due_on")
    vars(milestone)["journal_details"] = {
        "from": milestone.due_on.isoformat(),
        "to": due_on.isoformat(),
        "reason": reason,
    }
    milestone.due_on, milestone.postponed_because = due_on, reason.strip()
    return store(milestone)


def _to_hold(milestone: Milestone) -> Milestone:
    """The milestone, locked: two advisers, one look. Refused when it was held meanwhile."""
    locked = Milestone.objects.select_for_update(of=("self",)).select_related("case__territory").get(pk=milestone.pk)
    if locked.is_held:
        raise Refused(_("Somebody wrote this milestone meanwhile: read it first."), code="held")
    return locked
