"""Reminders: who wants them, and that they were sent."""

from taghyir.core.actions import action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.duties.models import Reminder, Wish
from taghyir.duties.policies import can_choose_reminders, can_remind_of_duty, can_stop_reminders
from taghyir.duties.rules import Duty
from taghyir.people.models import User


@action("reminders.chosen")
def choose_reminders(*, actor: User, organisation: Organisation, wanted: bool) -> Wish:
    """Have the reminders of an organisation, or have them no more."""
    require(can_choose_reminders(actor, organisation))
    return _wish(actor, organisation, wanted)


@action("reminders.stopped")
def stop_reminders(*, actor: User, organisation: Organisation) -> Wish:
    """From the link of a mail: whoever holds it wants no more of these."""
    require(can_stop_reminders(actor))
    return _wish(actor, organisation, False)


@action("duty.reminded")
def remind_of_duty(*, actor: User, duty: Duty, step: str) -> Reminder:
    """Once for each step of each day. Refused when it was done already: those who are to be told are told by the line."""
    require(can_remind_of_duty(actor))
    reminder = Reminder(**duty.key, step=step, due_on=duty.falls_on or duty.today)
    vars(reminder)["journal_details"] = {"code": duty.code, "period": duty.period, "step": step}
    return store(reminder)


def _wish(user: User, organisation: Organisation, wanted: bool) -> Wish:
    wish, _is_new = Wish.objects.update_or_create(organisation=organisation, user=user, defaults={"wanted": wanted})
    return wish
