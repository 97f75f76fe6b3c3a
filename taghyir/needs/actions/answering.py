"""A need is taken in hand, answered, and the answer told back."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.gatherings.models import Gathering
from taghyir.needs.models import Need
from taghyir.needs.policies import (
    can_answer_need,
    can_change_need,
    can_own_need,
    can_raise_need,
    can_set_priorities,
    can_take_need,
    can_tell_answer,
)
from taghyir.needs.queries import next_level, owner_for
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.tables.text import cleaned


@action("need.taken")
def take_need(*, actor: User, need: Need, owner: User | None = None) -> Need:
    """`owner`, else `actor`, has the need in hand. Refused once its answer is told, and for who does not work there."""
    require(can_take_need(actor, need))
    need = _held(need)
    if not need.is_open:
        raise Refused(_("The answer was told: nothing is left to do."), code="told")
    chosen = owner or actor
    if chosen != need.owner and not can_own_need(chosen, need.territory):
        raise Refused(_("Choose somebody who works in this territory."), code="owner_elsewhere", field="owner")
    vars(need)["journal_details"] = {"from": need.owner_id, "to": chosen.pk}
    need.owner = chosen
    if need.state == Need.State.HEARD and not actor.is_robot:  # handed over by the robot, nobody said yes yet
        need.state = Need.State.OWNED
    return store(need)


@action("need.answered")
def answer_need(
    *,
    actor: User,
    need: Need,
    answer: str,
    answer_words: str,
    answered_on: dt.date | None = None,
    answer_gathering: Gathering | None = None,
    answer_organisation: Organisation | None = None,
    decision: str = "",
) -> Need:
    """Say what is done about it, and with what: a meeting, an organisation, a decision. It may be said better until it is told.

    Refused for a day to come, or before it was heard, and for a public decision that nobody could find again.
    """
    require(can_answer_need(actor, need))
    need = _held(need)
    if not need.is_open:
        raise Refused(_("The answer was told: it cannot change any more."), code="told")
    if not answer_words.strip():
        raise Refused(_("Say what the answer is."), code="empty", field="answer_words")
    need.answer, need.answer_words, need.decision = answer, answer_words, cleaned(decision)
    if answer == Need.Answer.DECIDED and not need.decision:
        raise Refused(_("Say who decided, under which number, on which day."), code="decision", field="decision")
    need.answer_gathering, need.answer_organisation = answer_gathering, answer_organisation
    need.answered_on = _day(answered_on, need.heard_on, "answered_on")
    need.state = Need.State.ANSWERED
    return store(need)


@action("need.told")
def tell_answer(*, actor: User, need: Need, told_how: str, told_on: dt.date | None = None) -> Need:
    """The answer was told back to who said the need. Refused without an answer, the second time, or before it was found."""
    require(can_tell_answer(actor, need))
    need = _held(need)
    if need.state != Need.State.ANSWERED or need.answered_on is None:
        raise Refused(_("There is no answer to tell yet, or it was told."), code="no_answer")
    if not told_how.strip():
        raise Refused(_("Say how it was told: by phone, at the market, in a message."), code="empty", field="told_how")
    need.told_on, need.told_how = _day(told_on, need.answered_on, "told_on"), told_how
    need.state = Need.State.TOLD
    return store(need)


@action("need.priorities_set")
def set_priorities(
    *, actor: User, need: Need, said_priority: int | None = None, adviser_priority: int | None = None
) -> Need:
    """How much it presses, for who said it and for who accompanies them: both are kept, side by side."""
    require(can_set_priorities(actor, need))
    need = _held(need)
    need.said_priority, need.adviser_priority = said_priority, adviser_priority
    return store(need)


@action("need.raised")
def raise_need(*, actor: User, need: Need, reason: str = "") -> Need:
    """Nobody near can answer it: who coordinates the country is told, then who coordinates both countries.

    Its owner stays its owner until somebody takes it. Refused once it is answered, at the highest level, and without a reason.
    """
    require(can_raise_need(actor, need))
    need = _held(need)
    if need.state not in Need.UNANSWERED:
        raise Refused(_("This need has its answer."), code="answered")
    level = next_level(need)
    if level is None:
        raise Refused(_("It cannot be raised any further."), code="highest")
    if not (reason := cleaned(reason)) and not actor.is_robot:
        raise Refused(_("Say why nobody near can answer it."), code="empty", field="reason")
    vars(need)["journal_details"] = {"to": level, "reason": reason}
    need.level, need.raised_on = level, timezone.localdate()
    return store(need)


@action("need.changed")
def change_need(
    *,
    actor: User,
    need: Need,
    theme: str,
    organisation: Organisation | None = None,
    territory: Territory | None = None,
) -> Need:
    """Put right what it is about, whose it is, where (`territory`, unchanged when None). Elsewhere, somebody there owns it."""
    require(can_change_need(actor, need))
    need = _held(need)
    need.territory = territory or need.territory
    if organisation and organisation.territory_id not in (None, need.territory_id):
        raise Refused(_("This organisation is in another territory."), code="elsewhere", field="organisation")
    changed = [
        name for name, value in (("theme", theme), ("organisation", organisation)) if getattr(need, name) != value
    ]
    need.theme, need.organisation = theme, organisation
    if territory and not can_own_need(need.owner, territory):
        need.owner = owner_for(territory) or need.owner
    vars(need)["journal_details"] = {"changed": changed + (["territory"] if territory else [])}
    return store(need)


def _held(need: Need) -> Need:
    """The need as it is now, held until the end: two people, one answer."""
    return Need.objects.select_for_update(of=("self",)).select_related("territory", "owner").get(pk=need.pk)


def _day(day: dt.date | None, earliest: dt.date, field: str) -> dt.date:
    day = day or timezone.localdate()
    if not earliest <= day <= timezone.localdate():
        raise Refused(_("This day is to come, or too early."), code="day", field=field)
    return day
