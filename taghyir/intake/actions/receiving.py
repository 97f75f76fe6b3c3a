"""A demand is received: the notice, five questions, its turn, what was said at the public desk, and who was told."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.actions import record_demand
from taghyir.accompaniment.models import Demand
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store, store_all
from taghyir.desk.actions import take_request
from taghyir.desk.models import HelpRequest
from taghyir.directory.actions import add_organisation
from taghyir.directory.models import Organisation
from taghyir.intake.models import DeskDemand, NoticeRead, Question, Screening, ScreeningReply, Turn, WordGiven
from taghyir.intake.policies import (
    can_ask_questions,
    can_make_demand_of_request,
    can_move_demand,
    can_record_notice,
    can_tell_demand,
)
from taghyir.intake.queries import order_of_waiting
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.tables.text import cleaned

NOTICE_VERSION = "2026-11"


@action("notice.read")
def record_notice(
    *, actor: User, demand: Demand, how: str, language: str, read_on: dt.date | None = None
) -> NoticeRead:
    """Whoever asked heard what is kept of them. Refused for a day to come, or when it is recorded already."""
    require(can_record_notice(actor, demand))
    if NoticeRead.objects.filter(demand=demand).exists():
        raise Refused(_("It is recorded already."), code="recorded")
    notice = NoticeRead(demand=demand, how=how, language=language, version=NOTICE_VERSION, read_by=actor)
    notice.read_on = _has_come(read_on, "read_on")
    return store(notice)


@action("demand.screened")
def ask_questions(
    *,
    actor: User,
    demand: Demand,
    replies: Mapping[str, str],
    remarks: Mapping[str, str] | None = None,
    asked_on: dt.date | None = None,
) -> Screening:
    """Keep what was answered to the five questions. Nothing is decided by it. Refused unless all five have a reply."""
    require(can_ask_questions(actor, demand))
    if set(replies) != set(Question.values):
        raise Refused(_("Ask the five questions; “they do not know” is an answer too."), code="five")
    screening = store(Screening(demand=demand, asked_by=actor, asked_on=_has_come(asked_on, "asked_on")))
    said = remarks or {}
    rows = [
        ScreeningReply(screening=screening, question=one, reply=replies[one], remark=cleaned(said.get(one, "")))
        for one in Question.values
    ]
    store_all(rows)
    return screening


@action("demand.told")
def tell_demand(*, actor: User, demand: Demand, told_how: str, told_on: dt.date | None = None) -> WordGiven:
    """Whoever asked was told where it stands. Refused without how, or for a day to come."""
    require(can_tell_demand(actor, demand))
    if not (told_how := cleaned(told_how)):
        raise Refused(_("Say how it was told: by phone, at the market, in a message."), code="empty", field="told_how")
    day = _has_come(told_on, "told_on")
    return store(WordGiven(demand=demand, state=demand.state, told_how=told_how, told_on=day, told_by=actor))


@action("demand.moved")
def move_demand(*, actor: User, demand: Demand, place: int, reason: str) -> Turn:
    """Give it another place on the waiting list of its territory. Refused without a reason, or when it does not wait."""
    require(can_move_demand(actor, demand))
    if not (reason := cleaned(reason)):
        raise Refused(_("Say why it moves: others wait too."), code="empty", field="reason")
    Territory.objects.select_for_update(no_key=True).get(pk=demand.territory_id)
    order = list(order_of_waiting(demand.territory))
    if demand not in order:
        raise Refused(_("This demand is not on the waiting list."), code="not_waiting")
    before = order.index(demand) + 1
    order.remove(demand)
    order.insert(max(0, min(place, len(order) + 1) - 1), demand)
    turn = _ranked(actor, order, demand, reason)
    vars(turn)["journal_details"] = {"from": before, "to": order.index(demand) + 1, "reason": reason}
    return turn


@action("demand.made_of_request")
def make_demand_of_request(
    *, actor: User, request: HelpRequest, organisation: Organisation | None = None, name: str = ""
) -> DeskDemand:
    """What was said at the public desk becomes a demand; without an `organisation`, a new one called `name`.

    Refused when it is one already, when the request is closed, and as for recording a demand.
    """
    require(can_make_demand_of_request(actor, request, organisation))
    held = HelpRequest.objects.select_for_update(of=("self",)).select_related("place", "territory").get(pk=request.pk)
    if DeskDemand.objects.filter(request=held).exists():
        raise Refused(_("It is a demand already."), code="demand")
    if not held.is_open or held.erased_at:
        raise Refused(_("This is closed. It opens again when they write."), code="closed")
    if held.owner_id is None:
        take_request(actor=actor, request=held)
    who = organisation or add_organisation(
        actor=actor, name=cleaned(name), place=held.place, territory=held.territory, kind=Organisation.Kind.ENTERPRISE
    )
    return store(DeskDemand(request=held, demand=_demand_of(held, who, actor, is_new=not organisation), made_by=actor))


def _demand_of(request: HelpRequest, who: Organisation, actor: User, *, is_new: bool) -> Demand:
    """What was written, as a demand that came on the web; the notice was accepted before anything was kept."""
    asked_on = min(timezone.localtime(request.asked_at).date(), timezone.localdate())
    demand = record_demand(
        actor=actor,
        organisation=who,
        channel=Demand.Channel.WEB,
        words=request.words,
        is_new_enterprise=is_new,
        received_on=asked_on,
    )
    notice = NoticeRead(demand=demand, how=NoticeRead.How.WEB, language=request.language, read_on=asked_on)
    notice.version, notice.read_by = request.notice_version, actor
    store(notice)
    return demand


def _ranked(actor: User, order: list[Demand], moved: Demand, reason: str) -> Turn:
    """Write the order down. Those before it keep why they moved, those that never did have no reason to tell."""
    known = {turn.demand_id: turn for turn in Turn.objects.filter(demand__in=order)}
    for rank, demand in enumerate(order):
        turn = known.setdefault(demand.pk, Turn(demand=demand, moved_by=actor, rank=0, reason="—"))
        turn.rank = rank
        if demand == moved:
            turn.reason, turn.moved_by, turn.moved_on = reason, actor, timezone.localdate()
        store(turn)
    return known[moved.pk]


def _has_come(day: dt.date | None, field: str) -> dt.date:
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future", field=field)
    return day
