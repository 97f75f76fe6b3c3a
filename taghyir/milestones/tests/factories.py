"""Files of Nador with their milestones."""

import datetime as dt

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import CaseFactory, day
from taghyir.milestones.actions import hold_milestone, plan_milestones
from taghyir.milestones.models import Milestone, Moment, Standing
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody


def planned_case(**facts):
    """A file opened two hundred days ago, whose milestones are planned: those of the start, three and six months are late."""
    known = Case.objects.open().filter(organisation=facts.get("organisation")).first()
    case = known or CaseFactory(**{"opened_on": day(200)} | facts)
    plan_milestones(actor=User.objects.robot(), case=case)
    return case


def milestone_of(case, moment=Moment.ENTRY) -> Milestone:
    return case.milestones.get(moment=moment)


def held(case, moment=Moment.ENTRY, *, held_on: dt.date | None = None, standing=Standing.WORKING, **found) -> Milestone:
    """Karim looks with them, today unless `held_on` says otherwise."""
    milestone = milestone_of(case, moment)
    return hold_milestone(
        actor=somebody("karim"), milestone=milestone, held_on=held_on or day(0), standing=standing, **found
    )
