"""Karim and his colleagues look, with the enterprises they follow, where these stand."""

import datetime as dt

from demo.clock import on_day
from taghyir.accompaniment.models import Case
from taghyir.milestones.actions import hold_milestone, plan_milestones
from taghyir.milestones.models import Milestone, Standing
from taghyir.people.models import User

# what was found at each look, invented: women and men who live from it, what was sold, and their words
LOOKS = [
    (4, 0, 1, "On vend surtout aux voisines, au jour le jour."),
    (5, 1, 2, "صرنا نكتب كل ما نبيع، ونعرف كم يبقى لنا."),
    (7, 1, 2, "Deux boutiques nous prennent des cartons chaque mois."),
    (7, 2, 3, "اشترينا آلة التلفيف معا، ونتناوب عليها."),
]


def hold_milestones(today: dt.date) -> int:
    """Those that came due are held, but the last of each other file, which is late. Returns how many were held."""
    cases = Case.objects.select_related("adviser").order_by("opened_on", "pk")
    return sum(hold_when_due(case, number, today) for number, case in enumerate(cases))


def hold_when_due(case: Case, number: int, today: dt.date) -> int:
    """Those of one file. Returns how many were held."""
    plan_milestones(actor=User.objects.robot(), case=case)
    past = list(case.milestones.to_hold().filter(due_on__lt=today))
    held = past[:-1] if number % 2 and len(past) > 1 else past
    for at, milestone in enumerate(held):
        _hold(milestone, at, number)
    return len(held)


def _hold(milestone: Milestone, at: int, number: int) -> None:
    women, men, turnover, words = LOOKS[min(at, len(LOOKS) - 1)]
    with on_day(milestone.due_on):
        hold_milestone(
            actor=milestone.case.adviser,
            milestone=milestone,
            held_on=milestone.due_on,
            standing=Standing.WORKING,
            jobs_women=women + number % 3,
            jobs_men=men,
            turnover=turnover,
            words=words if number % 2 == 0 else "",
            satisfaction=4 if at else None,
        )
