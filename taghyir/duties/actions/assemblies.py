"""A general assembly is called, then held; an ordinary one that was valid settles the duty of its year."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store, store_all
from taghyir.directory.models import Organisation
from taghyir.duties.actions.outcomes import record_outcome
from taghyir.duties.models import Assembly, Item
from taghyir.duties.papers import said_of_proxies
from taghyir.duties.policies import can_call_assembly, can_cancel_assembly, can_record_assembly
from taghyir.duties.queries import duty_of, quorum_of, rules_of_assembly
from taghyir.duties.rules import ASSEMBLY
from taghyir.people.models import User

EARLIEST, MOST_AHEAD = dt.date(1950, 1, 1), dt.timedelta(days=731)


@action("assembly.called")
def call_assembly(
    *, actor: User, organisation: Organisation, held_on: dt.date, agenda: Sequence[str], **facts: Any
) -> Assembly:
    """Call the members on a day, with an agenda. One that was already held is written down the same way.

    Refused without an agenda, before 1950, and more than two years ahead.
    """
    require(can_call_assembly(actor, organisation))
    if not EARLIEST <= held_on <= timezone.localdate() + MOST_AHEAD:
        sentence = _("Choose a day from 1950 on, and two years ahead at most.")
        raise Refused(sentence, code="far", field="held_on")
    if not agenda:
        raise Refused(_("Write one point of the agenda at least."), code="agenda", field="agenda")
    assembly = store(Assembly(organisation=organisation, held_on=held_on, called_by=actor, **facts))
    store_all([Item(assembly=assembly, order=n, words=words) for n, words in enumerate(agenda, 1)])
    return assembly


@action("assembly.cancelled")
def cancel_assembly(*, actor: User, assembly: Assembly) -> Assembly:
    """It will not be held. Refused when it was held, or given up already."""
    require(can_cancel_assembly(actor, assembly))
    held = _open(assembly)
    held.cancelled_at = timezone.now()
    return store(held)


@action("assembly.recorded")
def record_assembly(*, actor: User, assembly: Assembly, decisions: dict[int, dict[str, Any]], **facts: Any) -> Assembly:
    """Write who came and what was decided on each point.

    Refused before its day, when the figures do not hold together, or when more was represented than the law or the statutes let.
    """
    require(can_record_assembly(actor, assembly))
    held = _open(assembly)
    if held.held_on > timezone.localdate():
        raise Refused(_("This assembly is still to come."), code="future")
    for name, value in facts.items():
        setattr(held, name, value)
    held.recorded_by, held.recorded_at = actor, timezone.now()
    _check_proxies(held)
    store(held)
    for item in held.items.all():
        _decide(item, held, decisions.get(item.pk, {}))
    _settle(actor, held)
    return held


def _open(assembly: Assembly) -> Assembly:
    held = Assembly.objects.select_for_update().get(pk=assembly.pk)
    held.organisation = assembly.organisation
    if not held.is_open:
        raise Refused(_("This assembly was already recorded, or given up."), code="closed")
    return held


def _check_proxies(assembly: Assembly) -> None:
    """One person represents so many members at most: all together no more, and nobody more. Not known, nothing is refused."""
    rules, most = rules_of_assembly(assembly), assembly.proxies_of_one or 0
    if most > assembly.represented:
        raise Refused(_("One person cannot represent more than all together."), code="proxies", field="proxies_of_one")
    if rules.proxies is None:
        return
    limit = rules.proxies.value
    if most > limit or assembly.represented > assembly.present * limit:
        field = "proxies_of_one" if most > limit else "women_represented"
        raise Refused(said_of_proxies(rules), code="proxies", field=field)


def _decide(item: Item, assembly: Assembly, said: dict[str, Any]) -> None:
    votes = [said.get(name) or 0 for name in ("votes_for", "votes_against", "abstentions")]
    if sum(votes) > assembly.present + assembly.represented:
        sentence = _("More votes than people present or represented: %(words)s") % {"words": item.words}
        raise Refused(sentence, code="votes", field=f"votes_for_{item.pk}")
    for name, value in said.items():
        setattr(item, name, value)
    store(item)


def _settle(actor: User, assembly: Assembly) -> None:
    """An ordinary assembly, unless it is known to lack its quorum, settles the duty of the financial year it spoke of."""
    if assembly.kind != Assembly.Kind.ORDINARY or assembly.year is None:
        return
    if quorum_of(assembly, rules_of_assembly(assembly)).is_reached is False:
        return
    duty = duty_of(assembly.organisation, ASSEMBLY, str(assembly.year))
    if duty is not None and duty.is_open:
        record_outcome(actor=actor, duty=duty, kind="done", on=assembly.held_on)
