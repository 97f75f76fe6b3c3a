"""What an accompaniment does to the needs of the enterprise: taken in charge, handed over, answered. Each by its own action."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Demand, PlannedAction
from taghyir.core.actions import Refused
from taghyir.needs.actions import answer_need, hear_need, take_need
from taghyir.needs.models import Need
from taghyir.needs.policies import can_answer_need, can_take_need
from taghyir.people.models import User


def link_needs(actor: User, demand: Demand, needs: Iterable[Need], theme: str) -> None:
    """Link needs already heard; with a `theme`, what is asked becomes a need too. Refused for those of another organisation."""
    linked = list(needs)
    if any(need.organisation_id != demand.organisation_id for need in linked):
        raise Refused(_("Choose needs of this organisation."), code="other_need", field="needs")
    if theme:
        linked.append(
            hear_need(
                actor=actor,
                territory=demand.territory,
                theme=theme,
                words=demand.words,
                organisation=demand.organisation,
                person=demand.contact,
                heard_on=demand.received_on,
            )
        )
    demand.needs.set(linked)


def take_needs_of(actor: User, case: Case) -> None:
    """The adviser of the file has the needs of its demand in hand."""
    for need in case.demand.needs.open().select_related("territory", "owner").order_by("pk"):
        if can_take_need(actor, need):
            take_need(actor=actor, need=need, owner=case.adviser)


def hand_over_needs(actor: User, case: Case, former: User) -> None:
    """What the former adviser had open for the enterprise goes with the file."""
    held = Need.objects.open().filter(organisation=case.organisation_id, owner=former, territory=case.territory_id)
    for need in held.select_related("territory", "owner").order_by("pk"):
        if can_take_need(actor, need):
            take_need(actor=actor, need=need, owner=case.adviser)


def answer_needs_of(actor: User, planned: PlannedAction, answer_words: str) -> None:
    """The needs of an action that is done are answered by it; telling it back remains to be done."""
    waiting = planned.needs.filter(state__in=(Need.State.HEARD, Need.State.OWNED))
    for need in waiting.select_related("territory", "owner").order_by("pk"):
        if can_answer_need(actor, need):
            answer_need(actor=actor, need=need, answer=Need.Answer.SERVICE, answer_words=answer_words)
