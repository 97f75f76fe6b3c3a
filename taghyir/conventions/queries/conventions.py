"""Conventions, who may speak for the enterprise, and which side has not signed."""

import hashlib
from typing import Any

from django.db.models import OuterRef, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import BESIDE_CASE
from taghyir.conventions.models import Convention, Side
from taghyir.conventions.policies import SPEAKING, visible_conventions
from taghyir.directory.models import Membership
from taghyir.tables.beside import as_rows


def conventions_with_all(actor: Any) -> QuerySet[Convention]:
    """Those `actor` may see, with what a list shows of each."""
    named = ("case__organisation", "case__territory", "case__adviser__person", "drafted_by__person", "paper")
    return visible_conventions(actor).select_related(*named)


def convention_of(case: Case) -> Convention | None:
    """The one that stands, else the last that ended."""
    return _that_counts(list(Convention.objects.filter(case=case)[:10]))


def _that_counts(rows: list[Convention]) -> Convention | None:
    return next((one for one in rows if one.state != Convention.State.ENDED), rows[0] if rows else None)


BESIDE_CASE.rows(
    "conventions_beside",
    lambda: Convention.objects.filter(case=OuterRef("pk")).order_by("-drafted_at", "-pk")[:10],
    "id",
    "state",
)


def convention_beside(case: Any) -> Convention | None:
    """The same, with its state alone, of a file read for its page: it asks nothing more."""
    return _that_counts(as_rows(Convention, case.conventions_beside))


def digest_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def speakers_of(case: Case) -> QuerySet[Membership]:
    """Who may sign for the enterprise of the file today."""
    standing = Membership.objects.standing().filter(organisation=case.organisation_id)
    return standing.filter(SPEAKING).select_related("person").order_by("-is_board", "pk")


def sides_missing(convention: Convention) -> list[str]:
    """The sides that have not signed on screen."""
    signed = set(convention.signatures.values_list("side", flat=True))
    return [side for side in Side.values if side not in signed]
