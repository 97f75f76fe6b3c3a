"""The kinds of things an agenda holds. A room above adds its own: `@kind_of_agenda("milestone", …)` over a query of a scope."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.tables.search import found_by

NUMBER = F("number")  # of the file


@dataclass(frozen=True)
class Scope:
    """Whose agenda, of which kinds, where, and over which days."""

    actor: User
    whose: str = ""  # nothing: one's own and of whom one stands in for; "all"; or the key of an account
    kinds: tuple[str, ...] = ()  # nothing: all
    territory: Territory | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    asked: str = ""

    def of(self, owner: str, territory: str) -> Q:
        """The condition on whose a thing is, and where."""
        if self.whose:
            reach = self.actor.reach(*COORDINATORS)
            seen = reach.q(territory) if reach else Q(pk__in=[])
            seen &= Q() if self.whose == "all" else Q(**{owner: int(self.whose)})
        else:
            seen = Q(**{f"{owner}__in": self.actor.stands_for})
        return seen & Q(**{territory: self.territory}) if self.territory else seen

    def found(self, organisation: str, *others: str) -> Q:
        """The condition on what is looked for: half a name of the organisation, or a part of the other columns."""
        condition = found_by(self.asked, organisation)
        for column in others if self.asked else ():
            condition |= Q(**{f"{column}__icontains": self.asked})
        return condition


Source = Callable[[Scope], QuerySet[Any]]


@dataclass(frozen=True)
class Kind:
    """One kind: its name, its icon, the page that opens the thing, and how what the database tells is said."""

    name: Any
    icon: str
    door: str
    rows: Source
    said: Callable[[str], Any] = str


KINDS: dict[str, Kind] = {}


def kind_of_agenda(
    code: str, name: Any, icon: str, door: str, said: Callable[[str], Any] = str
) -> Callable[[Source], Source]:
    """What the function returns, through `told`, stands in the agenda from now on."""

    def register(rows: Source) -> Source:
        KINDS[code] = Kind(name, icon, door, rows, said)
        return rows

    return register


def told(
    rows: QuerySet[Any],
    kind: str,
    due: Any,
    words: Any,
    organisation: str | None = "organisation",
    number: Any = NUMBER,
    owner: str = "adviser",
    key: str = "pk",
) -> QuerySet[Any]:
    """`rows` of one kind in the columns that all kinds share."""
    name, name_ar = (F(f"{organisation}__{one}") if organisation else Value("") for one in ("name", "name_ar"))
    text = CharField()
    return (
        rows.order_by()
        .annotate(
            a_kind=Value(kind, output_field=text),
            b_key=F(key),
            c_due=due,
            d_words=Cast(words, text),
            e_number=Cast(number, text),
            f_name=Coalesce(Cast(name, text), Value("")),
            g_name_ar=Coalesce(Cast(name_ar, text), Value("")),
            h_owner=F(owner),
        )
        .values_list("a_kind", "b_key", "c_due", "d_words", "e_number", "f_name", "g_name_ar", "h_owner")
    )
