"""Milestones are planned with a file, held once, postponed with a reason, and follow what happens to the file."""

import datetime as dt

import pytest

from taghyir.accompaniment.actions import accept_demand, close_case
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.milestones.actions import hold_milestone, plan_milestones, postpone_milestone
from taghyir.milestones.models import Milestone, Moment, Standing
from taghyir.milestones.queries import months_after, outcomes
from taghyir.milestones.reactions import call_milestones_to_mind, plan_missing_milestones
from taghyir.milestones.tests.factories import held, milestone_of, planned_case
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def moments_of(case) -> list[str]:
    return list(case.milestones.order_by("due_on", "pk").values_list("moment", flat=True))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
        (dt.date(2026, 6, 15), 6, dt.date(2026, 12, 15)),
        (dt.date(2026, 12, 31), 12, dt.date(2027, 12, 31)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
    ],
)
def test_months_are_counted_on_the_calendar(start, months, end):
    assert months_after(start, months) == end


def test_a_file_that_opens_has_its_milestones_and_one_that_closes_its_follow_up():
    case = accept_demand(actor=somebody("karim"), demand=DemandFactory(), adviser=somebody("karim"))
    run_reactions()
    assert moments_of(case) == ["entry", "month_3", "month_6", "month_12"]
    held(case, jobs_women=3)
    close_case(actor=somebody("karim"), case=case, exit="autonomous", exit_reason="Elles vont seules.")
    run_reactions()
    assert moments_of(case) == ["entry", "exit", "after_6", "after_12"]
    assert milestone_of(case).jobs_women == 3
    assert milestone_of(case, Moment.AFTER_12).due_on == months_after(day(0), 12)


def test_planning_again_changes_nothing_and_keeps_a_day_that_was_chosen():
    case = planned_case()
    late = milestone_of(case, Moment.MONTH_6)
    postpone_milestone(actor=somebody("karim"), milestone=late, due_on=day(-30), reason="Récolte des olives")
    before = list(case.milestones.order_by("pk").values_list("pk", "due_on"))
    plan_milestones(actor=User.objects.robot(), case=case)
    plan_missing_milestones(0)
    assert list(case.milestones.order_by("pk").values_list("pk", "due_on")) == before


def test_files_from_before_are_planned_in_the_night():
    case = CaseFactory()
    plan_missing_milestones(0)
    assert len(moments_of(case)) == 4


def test_only_the_robot_plans_and_only_who_works_on_the_file_holds():
    case = planned_case()
    milestone = milestone_of(case)
    for who in ("fatma", "ines", "hedi", "noor"):
        with pytest.raises(NotAllowed):
            hold_milestone(actor=somebody(who), milestone=milestone, held_on=day(0), standing=Standing.WORKING)
        with pytest.raises(NotAllowed):
            postpone_milestone(actor=somebody(who), milestone=milestone, due_on=day(-9), reason="Non")
    with pytest.raises(NotAllowed):
        plan_milestones(actor=somebody("karim"), case=case)


@pytest.mark.parametrize(("ago", "code"), [(-1, "future"), (201, "before")])
def test_it_is_held_on_a_day_that_can_be(ago, code):
    with pytest.raises(Refused) as refused:
        held(planned_case(), held_on=day(ago))
    assert (refused.value.code, refused.value.field) == (code, "held_on")


def test_what_is_said_of_six_months_is_not_said_of_six_days():
    closed = planned_case(opened_on=day(400), closed_on=day(120), exit="achieved", exit_reason="Fini")
    young = planned_case(opened_on=day(50))
    for case, moment in ((closed, Moment.AFTER_6), (closed, Moment.AFTER_12), (young, Moment.MONTH_3)):
        with pytest.raises(Refused) as refused:
            held(case, moment)
        assert (refused.value.code, refused.value.field) == ("before", "held_on")
        assert not milestone_of(case, moment).is_held
    nearly = planned_case(opened_on=day(400), closed_on=day(160), exit="achieved", exit_reason="Fini")
    assert held(nearly, Moment.AFTER_6).is_held  # some days early is early enough


def test_it_is_held_once_and_what_is_not_known_stays_empty():
    case = planned_case()
    milestone = held(case, jobs_women=0, words="On vend à Melilla.", satisfaction=4)
    assert (milestone.jobs_women, milestone.jobs_men, milestone.jobs) == (0, None, 0)
    with pytest.raises(Refused) as refused:
        held(case)
    assert refused.value.code == "held"
    with pytest.raises(Refused) as refused:
        postpone_milestone(actor=somebody("karim"), milestone=milestone, due_on=day(-9), reason="Trop tard")
    assert refused.value.code == "held"
    with pytest.raises(Refused) as refused:
        held(case, Moment.MONTH_3, satisfaction=6)
    assert refused.value.field == "satisfaction" and not milestone_of(case, Moment.MONTH_3).is_held


def test_a_milestone_is_postponed_to_a_day_to_come():
    case = planned_case()
    with pytest.raises(Refused) as refused:
        postpone_milestone(actor=somebody("karim"), milestone=milestone_of(case), due_on=day(1), reason="Récolte")
    assert refused.value.field == "due_on"
    moved = postpone_milestone(
        actor=somebody("karim"), milestone=milestone_of(case), due_on=day(-9), reason=" Récolte "
    )
    assert (moved.due_on, moved.postponed_because) == (day(-9), "Récolte")
    assert Entry.objects.get(verb="milestone.postponed").details["reason"] == " Récolte "


def test_the_adviser_hears_once_of_what_is_near():
    case = planned_case(opened_on=day(0))
    far = milestone_of(case, Moment.MONTH_12)
    call_milestones_to_mind(0)
    call_milestones_to_mind(0)
    told = Notice.objects.filter(user=somebody("karim"), entry__verb="milestones.planned")
    assert [one.entry.subject_id for one in told] == [milestone_of(case).pk]
    Milestone.objects.filter(pk=far.pk).update(due_on=day(-14))
    Leave.objects.create(user=somebody("karim"), substitute=somebody("amina"), starts_on=day(1), ends_on=day(-1))
    call_milestones_to_mind(0)
    assert told.all().count() == 2
    stands_in = Notice.objects.filter(user=somebody("amina"), entry__verb="milestones.planned")
    assert stands_in.count() == 2, "who stands in hears of what is near too"


def test_small_figures_are_hidden_and_the_same_enterprises_are_compared(django_assert_max_num_queries):
    for n in range(4):
        case = planned_case(opened_on=day(300 + n))
        held(case, jobs_women=2, jobs_men=1, held_on=day(290))
        held(case, Moment.MONTH_6, jobs_women=5, jobs_men=1)
    only_once = planned_case()
    held(only_once, jobs_women=50, jobs_men=50)
    assert [(one.compared, one.jobs_women) for one in outcomes(somebody("karim"))] == [(None, None)]
    held(only_once, Moment.MONTH_3, jobs_women=51, jobs_men=49)
    with django_assert_max_num_queries(6):
        found = outcomes(somebody("karim"))
    assert [(one.compared, one.jobs_women, one.jobs_men) for one in found] == [(5, (58, 71), (54, 53))]
    assert found[0].followed == {} and outcomes(somebody("noor")) == []


def test_who_still_works_after_the_exit_is_told_of_five_or_more():
    for n in range(5):
        case = planned_case(closed_on=day(370), opened_on=day(600), exit="achieved", exit_reason="Fini")
        standing = Standing.UNREACHABLE if n == 0 else Standing.WORKING
        held(case, Moment.AFTER_6, standing=standing)
        if n < 4:
            held(case, Moment.AFTER_12, standing=standing)
    assert outcomes(somebody("karim"))[0].followed == {Moment.AFTER_6: (4, 5), Moment.AFTER_12: None}
