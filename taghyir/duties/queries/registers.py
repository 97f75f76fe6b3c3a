"""The register of members and of shares."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Sum

from taghyir.directory.models import Organisation
from taghyir.duties.models import Holder, HolderQuerySet
from taghyir.duties.policies import visible_holders


@dataclass(frozen=True)
class RegisterTotals:
    """Of the members of today, one for each currency."""

    members: int
    shares: int
    amount: Decimal
    currency: str


def holders_of(actor: Any, organisation: Organisation) -> HolderQuerySet:
    """The lines of one register, in the order of its numbers."""
    return visible_holders(actor).filter(organisation=organisation).order_by("number", "pk")


def totals_of_register(organisation: Organisation) -> list[RegisterTotals]:
    """Money of two currencies is never added."""
    standing = Holder.objects.standing().filter(organisation=organisation).order_by().values("currency")
    sums = standing.annotate(members=Count("pk"), held=Sum("shares"), paid=Sum("amount")).order_by("currency")
    return [RegisterTotals(one["members"], one["held"], one["paid"], one["currency"]) for one in sums]


def line_read(holder: Holder) -> list[Any]:
    """What a sheet about a line was opened on, in the order of its fields."""
    return [holder.name, holder.entered_on, holder.left_on, holder.shares, holder.amount, holder.currency]


def next_number(organisation: Organisation) -> int:
    """The number of the next line: one above the highest, gone members included."""
    highest = Holder.objects.filter(organisation=organisation).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1
