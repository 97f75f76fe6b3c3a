"""Each morning, what is late is told once; each thing told is answered once, from the mail if one likes."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import finish_action, postpone_action, set_next_step
from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.days.models import Alert
from taghyir.days.policies import can_answer_alert, can_remind_adviser
from taghyir.days.queries import late_for, referrals_to_remind, was_reminded_today
from taghyir.people.models import User

Kind, Answer = Alert.Kind, Alert.Answer


@action("adviser.reminded")
def remind_adviser(*, actor: User, user: User) -> User:
    """Note what is late for `user`; the mail follows. Refused when nothing is, and when it was done today."""
    require(can_remind_adviser(actor, user))
    User.objects.select_for_update().get(pk=user.pk)
    if was_reminded_today(user):
        raise Refused(_("This was told today."), code="told")
    late = late_for(user)
    if not late and not referrals_to_remind(user):
        raise Refused(_("Nothing is late."), code="nothing")
    told = ["user", "kind", "subject_id", "due_on"]  # told again: the same link, today’s words
    Alert.objects.bulk_create(late, update_conflicts=True, unique_fields=told, update_fields=["words"])
    vars(user)["journal_details"] = {"late": len(late)}
    return user


@action("alert.answered")
def answer_alert(
    *, actor: User, alert: Alert, answer: str, answer_words: str = "", postponed_to: dt.date | None = None
) -> Alert:
    """Done, postponed, or not relevant any more. Refused twice, when the thing changed meanwhile, or for a past day."""
    require(can_answer_alert(actor, alert))
    alert = Alert.objects.select_for_update(of=("self",)).select_related("case__territory").get(pk=alert.pk)
    if alert.answered_at:
        raise Refused(_("This was answered already."), code="answered")
    alert.answer, alert.answer_words, alert.answered_at = answer, answer_words.strip(), timezone.now()
    alert.postponed_to = postponed_to if answer == Answer.POSTPONED else None
    store(alert)
    (_answer_step if alert.kind == Kind.STEP else _answer_action)(actor, alert)
    vars(alert)["journal_details"] = {"case": alert.case_id, "answer": answer, "reason": alert.answer_words}
    return alert


def _answer_step(actor: User, alert: Alert) -> None:
    case = Case.objects.select_for_update().get(pk=alert.case_id)
    if (case.next_step, case.next_step_on) != (alert.words, alert.due_on) or not case.is_open:
        raise _changed()
    words = case.next_step if alert.answer == Answer.POSTPONED else ""
    set_next_step(actor=actor, case=alert.case, next_step=words, next_step_on=alert.postponed_to)


def _answer_action(actor: User, alert: Alert) -> None:
    planned = PlannedAction.objects.select_related("objective__case__territory").filter(pk=alert.subject_id).first()
    if planned is None or planned.done_on or (planned.words, planned.due_on) != (alert.words, alert.due_on):
        raise _changed()
    if alert.answer == Answer.DONE:
        finish_action(actor=actor, planned_action=planned)
    elif alert.answer == Answer.POSTPONED and alert.postponed_to:
        postpone_action(actor=actor, planned_action=planned, due_on=alert.postponed_to, reason=alert.answer_words)
    # not relevant: the plan is the enterprise's and stays as it is; nobody is reminded of this day any more


def _changed() -> Refused:
    return Refused(_("This changed since the mail was sent: open the file."), code="changed")
