"""An enterprise asks to be accompanied, and gets an answer with its reason."""

import datetime as dt
from collections.abc import Iterable

from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Demand
from taghyir.accompaniment.needs_in_hand import link_needs, take_needs_of
from taghyir.accompaniment.policies import (
    can_accept_demand,
    can_put_demand_to_wait,
    can_record_demand,
    can_refer_demand,
    can_refuse_demand,
    can_reopen_demand,
)
from taghyir.accompaniment.rules import check_advises, check_has_come, check_is_here, check_promise
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.needs.models import Need
from taghyir.people.models import Person, User
from taghyir.places.models import Territory


@action("demand.recorded")
def record_demand(
    *,
    actor: User,
    organisation: Organisation,
    channel: str,
    words: str,
    needs: Iterable[Need] = (),
    theme: str = "",
    contact: Person | None = None,
    is_new_enterprise: bool = False,
    received_on: dt.date | None = None,
) -> Demand:
    """Keep what `organisation` asks; with a `theme`, it becomes a need that somebody owns.

    Refused while another demand waits, while it is already accompanied there, for needs of another organisation.
    """
    require(can_record_demand(actor, organisation))
    received_on = received_on or timezone.localdate()
    check_has_come(received_on, "received_on")
    demand = store(
        Demand(
            organisation=organisation,
            territory=_territory_of(organisation),
            contact=contact,
            channel=channel,
            words=words,
            is_new_enterprise=is_new_enterprise,
            received_on=received_on,
            received_by=actor,
        )
    )
    link_needs(actor, demand, needs, theme)
    return demand


@action("case.opened")
def accept_demand(
    *, actor: User, demand: Demand, adviser: User, next_step: str = "", next_step_on: dt.date | None = None
) -> Case:
    """Open a file for the enterprise, followed by `adviser`, who takes its needs in charge.

    Refused when already decided, and while the adviser is away.
    """
    require(can_accept_demand(actor, demand))
    demand = _decide(demand, actor, Demand.State.ACCEPTED)
    check_advises(adviser, demand.territory)
    check_is_here(adviser)
    check_promise(next_step, next_step_on)
    case = Case(
        number=_next_number(demand.territory),
        organisation=demand.organisation,
        territory=demand.territory,
        demand=demand,
        adviser=adviser,
        is_new_enterprise=demand.is_new_enterprise,
        next_step=next_step,
        next_step_on=next_step_on,
    )
    store(case)
    take_needs_of(actor, case)
    return case


@action("demand.referred")
def refer_demand(*, actor: User, demand: Demand, referred_to: str, reason: str) -> Demand:
    """Direct the enterprise to another body, and say why. Refused when already decided, or without a reason."""
    require(can_refer_demand(actor, demand))
    return _decide(demand, actor, Demand.State.REFERRED, reason=reason, referred_to=referred_to)


@action("demand.put_to_wait")
def put_demand_to_wait(*, actor: User, demand: Demand, reason: str) -> Demand:
    """Keep the demand on the waiting list, and say why. Refused when already decided, or without a reason."""
    require(can_put_demand_to_wait(actor, demand))
    return _decide(demand, actor, Demand.State.WAITING, reason=reason)


@action("demand.refused")
def refuse_demand(*, actor: User, demand: Demand, reason: str) -> Demand:
    """Say no, and why. Refused when already decided, or without a reason."""
    require(can_refuse_demand(actor, demand))
    return _decide(demand, actor, Demand.State.REFUSED, reason=reason)


@action("demand.reopened")
def reopen_demand(*, actor: User, demand: Demand, reason: str) -> Demand:
    """The body it was referred to does not take it: it is received again, to be decided anew. Refused unless it is referred."""
    require(can_reopen_demand(actor, demand))
    demand = Demand.objects.select_for_update(of=("self",)).select_related("territory").get(pk=demand.pk)
    if demand.state != Demand.State.REFERRED:
        raise Refused(_("This demand is not referred any more."), code="not_referred")
    vars(demand)["journal_details"] = {"referred_to": demand.referred_to, "reason": reason}
    demand.state, demand.reason, demand.referred_to = Demand.State.RECEIVED, "", ""
    demand.decided_by, demand.decided_on = None, None
    return store(demand)


def _decide(demand: Demand, actor: User, state: str, *, reason: str = "", referred_to: str = "") -> Demand:
    """Two people, one demand: the second finds it decided."""
    demand = Demand.objects.select_for_update(of=("self",)).select_related("territory").get(pk=demand.pk)
    if demand.state not in Demand.UNDECIDED:
        raise Refused(
            _("This demand is already decided: %(state)s.") % {"state": demand.get_state_display()}, code="decided"
        )
    demand.state, demand.reason, demand.referred_to = state, reason.strip(), referred_to.strip()
    demand.decided_by, demand.decided_on = actor, timezone.localdate()
    vars(demand)["journal_details"] = {"reason": demand.reason} if demand.reason else {}
    return store(demand)


def _territory_of(organisation: Organisation) -> Territory:
    """Where the demand is received: a territory of the programme, which does not follow the organisation already."""
    if organisation.territory is None:
        raise Refused(_("Say first in which territory this organisation is."), code="no_territory")
    if Case.objects.open().filter(organisation=organisation, territory=organisation.territory).exists():
        raise Refused(_("This organisation is already accompanied here."), code="accompanied")
    return organisation.territory


def _next_number(territory: Territory) -> str:
    """NAD-2026-0031: counted by territory and year. The territory is held, so that two files never get the same."""
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    series = f"{territory.code}-{timezone.localdate():%Y}-"
    numbers = Case.objects.filter(number__startswith=series).order_by(Length("number").desc(), "-number")
    last = numbers.values_list("number", flat=True).first()
    return f"{series}{int(last.removeprefix(series)) + 1 if last else 1:04}"
