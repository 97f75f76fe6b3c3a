"""What becomes of a duty: settled, reopened, one step after the other."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.duties.models import Outcome, Tick
from taghyir.duties.policies import can_record_outcome, can_take_back_outcome, can_tick_step
from taghyir.duties.rules import Duty, steps_of
from taghyir.people.models import User
from taghyir.tables.uploads import with_one_ending

PAPERS = {"pdf", "jpg", "jpeg", "png"}


@action("duty.settled")
def record_outcome(
    *, actor: User, duty: Duty, kind: str, on: dt.date, words: str = "", evidence: UploadedFile | None = None
) -> Outcome:
    """Say that a duty is done, does not concern them, or is put off. Refused for a wrong day, or without a reason."""
    require(can_record_outcome(actor, duty.organisation))
    _check_day(kind, on)
    Organisation.objects.select_for_update().get(pk=duty.organisation.pk)  # two people, one duty
    known = Outcome.objects.filter(**duty.key).first()
    outcome = known or Outcome(**duty.key)
    outcome.kind, outcome.due_on, outcome.on, outcome.words, outcome.said_by = kind, duty.due_on, on, words, actor
    if evidence:
        outcome.evidence = keep_file(with_one_ending(evidence, field="evidence"), by=actor, extensions=PAPERS)
    details = {"code": duty.code, "period": duty.period, "kind": kind, "on": on.isoformat()}
    vars(outcome)["journal_details"] = details
    return store(outcome)


def _check_day(kind: str, on: dt.date) -> None:
    today = timezone.localdate()
    if kind == Outcome.Kind.DONE and on > today:
        raise Refused(_("This day is still to come."), code="future", field="on")
    if kind == Outcome.Kind.POSTPONED and on <= today:
        raise Refused(_("Put it off to a day to come."), code="past", field="on")


@action("duty.reopened")
def take_back_outcome(*, actor: User, outcome: Outcome) -> Organisation:
    """It was said by mistake: the duty is open again. Its paper stays kept."""
    require(can_take_back_outcome(actor, outcome.organisation))
    organisation = outcome.organisation
    said = {"code": outcome.code, "period": outcome.period, "kind": outcome.kind, "on": outcome.on.isoformat()}
    vars(organisation)["journal_details"] = said
    outcome.delete()
    return organisation


@action("step.ticked")
def tick_step(*, actor: User, duty: Duty, step: str) -> Tick:
    """One step of the way is done. Refused when there is no such step, or it is ticked already."""
    require(can_tick_step(actor, duty.organisation))
    if step not in steps_of(duty.code):
        raise Refused(_("There is no such step."), code="step")
    if Tick.objects.filter(**duty.key, step=step).exists():
        raise Refused(_("Somebody ticked it meanwhile."), code="ticked")
    tick = Tick(**duty.key, step=step, ticked_by=actor)
    vars(tick)["journal_details"] = {"code": duty.code, "period": duty.period, "step": step}
    return store(tick)


@action("step.unticked")
def untick_step(*, actor: User, duty: Duty, step: str) -> Organisation:
    """It is not done after all. Refused when it was not ticked."""
    require(can_tick_step(actor, duty.organisation))
    gone, _each = Tick.objects.filter(**duty.key, step=step).delete()
    if not gone:
        raise Refused(_("This step was not ticked."), code="unticked")
    organisation: Organisation = duty.organisation
    vars(organisation)["journal_details"] = {"code": duty.code, "period": duty.period, "step": step}
    return organisation
