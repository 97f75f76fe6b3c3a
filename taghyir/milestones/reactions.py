"""What follows in the background: milestones are planned with a file, and called to mind. Each may run twice."""

from contextlib import suppress

from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from taghyir.accompaniment.models import Case
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.milestones.actions import plan_milestones
from taghyir.milestones.models import Milestone
from taghyir.milestones.queries import cases_without_milestones, milestones_soon
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


@on("case.opened")
@on("case.closed")
def plan_milestones_of_case(entry: Entry) -> None:
    """Plan them for a file that opens; those after its end when it closes."""
    with suppress(Case.DoesNotExist):
        plan_milestones(actor=User.objects.robot(), case=_case_of(entry))


def _case_of(entry: Entry) -> Case:
    """A file is opened by accepting a demand: the line is about either."""
    subject = entry.subject
    return subject if isinstance(subject, Case) else Case.objects.get(demand=subject.pk)


@app.periodic(cron="35 2 * * *")
@app.task(name="plan_missing_milestones", queue="seals", queueing_lock="plan_missing_milestones")
def plan_missing_milestones(timestamp: int) -> None:
    """Each night: files that were there before milestones were. Safe to run twice."""
    for case in cases_without_milestones():
        plan_milestones(actor=User.objects.robot(), case=case)


@app.periodic(cron="25 5 * * *")
@app.task(name="call_milestones_to_mind", queue="seals", queueing_lock="call_milestones_to_mind")
def call_milestones_to_mind(timestamp: int) -> None:
    """Each morning, who follows the file and who stands in for them hear of what is to hold within two weeks, once each."""
    for milestone in milestones_soon(timezone.localdate()).select_related("case__organisation", "case__adviser"):
        about = Entry.objects.filter(verb="milestones.planned", subject_id=milestone.pk).order_by("-pk").first()
        for user in with_substitutes(milestone.case.adviser) if about is not None else ():
            if not user.is_robot:
                _remind(user, about, milestone)


def _remind(user: User, about: Entry, milestone: Milestone) -> None:
    with translation.override(user.language):
        link = reverse("milestones:hold_milestone", args=[milestone.pk])
    tell(user, about=about, template="milestones/told/milestone_due.txt", link=link, milestone=milestone)
