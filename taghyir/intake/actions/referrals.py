"""A demand is sent to another body under a link; the body answers once; the link is renewed or withdrawn."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import refer_demand, reopen_demand
from taghyir.accompaniment.models import Demand
from taghyir.consents.models import ConsentText
from taghyir.consents.queries import has_agreed
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.intake.models import LINK_DAYS, Referral
from taghyir.intake.policies import (
    can_answer_referral,
    can_refer_demand,
    can_remind_body,
    can_renew_referral,
    can_withdraw_referral,
)
from taghyir.people.models import User
from taghyir.tables.text import cleaned

State = Referral.State


@action("referral.sent")
def send_referral(
    *,
    actor: User,
    demand: Demand,
    reason: str,
    asked: str,
    body: Organisation | None = None,
    body_name: str = "",
    email: str = "",
    gives_contact: bool = False,
) -> Referral:
    """Direct the enterprise to another body, and ask that body to take it, under a link that holds for fourteen days.

    Refused without a body or a reason, when it is decided already, and when name and phone would be given without consent.
    """
    require(can_refer_demand(actor, demand))
    name = str(body) if body else cleaned(body_name)
    if not name:
        raise Refused(_("Say to whom it is referred."), code="no_body", field="body_name")
    if gives_contact:
        _check_agreed(demand)
    demand = refer_demand(actor=actor, demand=demand, referred_to=name[:200], reason=reason)
    referral = Referral(demand=demand, body=body, body_name=name[:200], reason=demand.reason, sent_by=actor)
    referral.asked, referral.gives_contact = asked.strip(), gives_contact
    referral.email = email or (body.email if body else "")
    referral.expires_on = timezone.localdate() + dt.timedelta(days=LINK_DAYS)
    return store(referral)


@action("referral.renewed")
def renew_referral(*, actor: User, referral: Referral) -> Referral:
    """A new link for fourteen days; those before it are dead. Refused once the body answered."""
    require(can_renew_referral(actor, referral))
    referral = _unanswered(referral)
    referral.serial += 1
    referral.sent_on = timezone.localdate()
    referral.expires_on = referral.sent_on + dt.timedelta(days=LINK_DAYS)
    return store(referral)


@action("referral.reminded")
def remind_body(*, actor: User, referral: Referral) -> Referral:
    """Call the link to mind of the body, once for each link. Refused without a mail box, answered, or before its last days."""
    require(can_remind_body(actor, referral))
    referral = _unanswered(referral)
    if not referral.is_ending or not referral.email:
        raise Refused(_("There is nothing to remind of today."), code="nothing")
    if referral.reminded_serial >= referral.serial:
        raise Refused(_("This was told already."), code="told")
    return referral


@action("referral.withdrawn")
def withdraw_referral(*, actor: User, referral: Referral, answer: str) -> Referral:
    """The body is asked no more, and `answer` says why: the demand is received again. Refused once the body answered."""
    require(can_withdraw_referral(actor, referral))
    referral = _unanswered(referral)
    _answered(referral, State.WITHDRAWN, answer, str(actor))
    _reopen(referral)
    return referral


@action("referral.answered")
def answer_referral(
    *, actor: Any, referral: Referral, accepts: bool, answer: str, answered_by: str, serial: int | None = None
) -> Referral:
    """The body takes the demand, or not and why; then it is received again, to be decided anew.

    Refused the second time, without a reason when it does not, under a link that was renewed, withdrawn or is too old.
    """
    require(can_answer_referral(actor))
    referral = _unanswered(referral)
    if not referral.is_open or serial not in (None, referral.serial):
        raise Refused(_("This link does not hold any more."), code="over")
    if not accepts and not answer.strip():
        raise Refused(_("Say why, in one sentence the enterprise will read."), code="no_reason", field="answer")
    vars(referral)["journal_details"] = {"accepts": accepts}
    _answered(referral, State.ACCEPTED if accepts else State.REFUSED, answer, answered_by)
    if not accepts:
        _reopen(referral)
    return referral


def _answered(referral: Referral, state: str, answer: str, by: str) -> None:
    referral.state, referral.answer, referral.answered_by = state, answer.strip(), cleaned(by)
    referral.answered_at = timezone.now()
    store(referral)


def _unanswered(referral: Referral) -> Referral:
    """Two people, one link: the second finds it answered."""
    held = Referral.objects.select_for_update(of=("self",)).select_related("demand__territory").get(pk=referral.pk)
    if held.state != State.SENT:
        raise Refused(_("This is answered already: %(state)s.") % {"state": held.get_state_display()}, code="answered")
    return held


def _reopen(referral: Referral) -> None:
    """The demand waits for an answer again, unless the organisation asked anew meanwhile."""
    why = f"{referral.body_name}: {referral.answer}"
    with suppress(Refused):
        reopen_demand(actor=User.objects.robot(), demand=referral.demand, reason=why)


def _check_agreed(demand: Demand) -> None:
    if demand.contact is None:
        raise Refused(_("Nobody is named to be called back."), code="no_contact", field="gives_contact")
    if not has_agreed(demand.contact, ConsentText.Purpose.REFERRAL):
        sentence = _("%(name)s has not agreed that their name and phone be given to another body. Ask first.")
        raise Refused(sentence % {"name": demand.contact}, code="no_consent", field="gives_contact")
