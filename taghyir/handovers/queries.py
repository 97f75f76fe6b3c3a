"""What pages and other rooms ask about what was handed over."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet, Sum

from taghyir.accompaniment.models import Case
from taghyir.core.languages import base_language
from taghyir.handovers.models import HandOver
from taghyir.handovers.policies import visible_handovers
from taghyir.people.models import User
from taghyir.tables.money import Money


def handovers_with_names(actor: Any) -> QuerySet[HandOver]:
    """Those `actor` sees, the last first, with what a list and a page say of each."""
    named = (
        "case__organisation",
        "case__territory",
        "handed_by__person",
        "deed__latest",
        "signature__signed_by__person",
    )
    return visible_handovers(actor).select_related(*named).order_by("-handed_on", "-pk")


def totals_by_currency(handovers: QuerySet[HandOver]) -> list[tuple[Money, int]]:
    """How much in each currency, and how many; never one sum of two currencies."""
    known = handovers.order_by().filter(amount__isnull=False).values_list("currency")
    sums = known.annotate(total=Sum("amount"), n=Count("pk")).order_by("currency")
    return [(Money(total, currency), n) for currency, total, n in sums]


def handovers_of(case: Case) -> QuerySet[HandOver]:
    """What this enterprise received."""
    return HandOver.objects.filter(case=case)


def words_of_deed(handover: HandOver) -> dict[str, Any]:
    """What is signed, the same in every language."""
    money, organisation = handover.money, handover.case.organisation
    return {
        "file": handover.case.number,
        "organisation": [organisation.name, organisation.name_ar],
        "kind": handover.kind,
        "what": handover.what,
        "amount": str(money.amount) if money else "",
        "currency": handover.currency,
        "serial": handover.serial,
        "state": handover.state,
        "source": handover.source,
        "handed_on": handover.handed_on.isoformat(),
        "handed_by": _both_names(handover.handed_by),
    }


def _both_names(user: User) -> list[str]:
    """The name in Latin and in Arabic letters; of who has none, what stands for it in every language."""
    if (one := user.person) is None:
        return [str(user), ""]
    return [f"{one.given_name} {one.family_name}".strip(), f"{one.given_name_ar} {one.family_name_ar}".strip()]


def name_among(names: Sequence[str] | str) -> str:
    """Of a name in both scripts, the one of the reader, else the other; deeds signed before held one script only."""
    if isinstance(names, str):
        return names
    latin, arabic = names
    return (arabic or latin) if base_language() == "ar" else (latin or arabic)


def values_read(handover: HandOver) -> list[Any]:
    """What a sheet about it was opened on, what it is first."""
    words = words_of_deed(handover)
    names = ("what", "kind", "amount", "currency", "serial", "state", "source", "handed_on")
    return [words[name] for name in names]


def digest_of(words: dict[str, Any]) -> str:
    """SHA-256 of the deed as JSON, keys sorted, without spaces."""
    written = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
