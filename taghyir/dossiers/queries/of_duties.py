"""What the law asks of an organisation, its assemblies and its register, as values for JSON."""

from typing import Any

from taghyir.directory.models import Organisation
from taghyir.dossiers.queries.files import path_of_outcome
from taghyir.dossiers.queries.values import choice, iso
from taghyir.duties.models import Assembly, Holder
from taghyir.duties.policies import can_take_register
from taghyir.duties.queries import duties_of, totals_of_register
from taghyir.people.models import User


def parts_of_duties(organisation: Organisation, reader: User) -> dict[str, Any]:
    """Duties for all; assemblies and the register, which name people, for who may read them."""
    may = can_take_register(reader, organisation)
    return {
        "duties": [_duty(one) for one in duties_of(organisation)],
        "assemblies": [_assembly(one) for one in organisation.assemblies.prefetch_related("items")] if may else [],
        "register": [_holder(one) for one in organisation.holders.all()] if may else [],
        "register_today": [
            {"members": one.members, "shares": one.shares, "amount": str(one.amount), "currency": one.currency}
            for one in (totals_of_register(organisation) if may else ())
        ],
    }


def _duty(one: Any) -> dict[str, Any]:
    became = one.outcome
    return {
        "code": one.code,
        "words": str(one.fact),
        "law": one.fact.legal_basis,
        "period": one.period,
        "due_on": iso(one.falls_on),
        "state": one.state,
        "steps": [{"code": step, "is_done": is_done} for step, is_done in one.steps],
        "outcome": {
            "kind": choice(became.kind, became.get_kind_display()),
            "on": iso(became.on),
            "words": became.words,
            "said_by": str(became.said_by),
            "paper": {"sha256": became.evidence.sha256, "file": path_of_outcome(became)} if became.evidence else None,
        }
        if became
        else None,
    }


def _assembly(one: Assembly) -> dict[str, Any]:
    return {
        "kind": choice(one.kind, one.get_kind_display()),
        "state": "given_up" if one.cancelled_at else "held" if one.recorded_at else "called",
        "held_on": iso(one.held_on),
        "starts_at": iso(one.starts_at),
        "place": one.place,
        "is_second_call": one.is_second_call,
        "financial_year": one.year,
        "members": one.members,
        "present": {"women": one.women_present, "men": one.men_present},
        "represented": {"women": one.women_represented, "men": one.men_represented},
        "most_represented_by_one": one.proxies_of_one,
        "chaired_by": one.chaired_by,
        "minutes_by": one.written_by,
        "items": [
            {
                "words": item.words,
                "decision": item.decision,
                "for": item.votes_for,
                "against": item.votes_against,
                "abstentions": item.abstentions,
            }
            for item in one.items.all()
        ],
    }


def _holder(one: Holder) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "entered_on": iso(one.entered_on),
        "left_on": iso(one.left_on),
        "shares": one.shares,
        "amount": str(one.amount),
        "currency": one.currency,
    }
