"""Assemblies of an organisation, and what the law or its statutes say of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from taghyir.compliance.models import Fact
from taghyir.compliance.queries import facts_for
from taghyir.directory.models import Organisation
from taghyir.duties.models import Assembly, Calendar, Holder, Item
from taghyir.duties.policies import visible_assemblies
from taghyir.duties.rules import needed

# codes of the facts that the house knows how to read; a coordinator writes them with the others
NOTICE, QUORUM, EXTRAORDINARY, SECOND, PROXIES = (
    "call_notice",
    "assembly_quorum",
    "extraordinary_quorum",
    "second_quorum",
    "proxies_per_member",
)


@dataclass(frozen=True)
class Figure:
    """A figure of the law, with the fact that says it; or of the statutes, when the house knows none of the law."""

    value: int
    fact: Fact | None = None


@dataclass(frozen=True)
class AssemblyRules:
    """What is known of an assembly; None where neither the law of the house nor the statutes say it."""

    notice: Figure | None  # days
    quorum: Figure | None  # percent of the members
    proxies: Figure | None  # members whom one person may represent
    law: Fact | None  # the law that governs the legal form


@dataclass(frozen=True)
class Quorum:
    """How many came or were represented, and how many were needed; None when that is not known."""

    members: int
    attending: int
    needed: int | None

    @property
    def is_reached(self) -> bool | None:
        return None if self.needed is None else self.attending >= self.needed


def assemblies_with_items(actor: Any) -> QuerySet[Assembly]:
    """Those `actor` sees, the last first, with all that a page or a paper shows."""
    rows = visible_assemblies(actor).select_related(
        "organisation__legal_form", "organisation__territory", "organisation__place", "called_by__person"
    )
    return rows.prefetch_related(Prefetch("items", Item.objects.order_by("order", "pk"))).order_by("-held_on", "-pk")


def rules_of_assembly(assembly: Assembly) -> AssemblyRules:
    """The law on the day of the assembly first, then the statutes. An assembly that founds has all the founders."""
    facts = {fact.code: fact for fact in facts_for(assembly.organisation, assembly.held_on)}
    calendar = Calendar.objects.filter(organisation=assembly.organisation).first()
    notice = facts.get(NOTICE)
    by_law = Figure(notice.offset, notice) if notice and notice.offset and notice.offset_unit == "days" else None
    return AssemblyRules(
        notice=by_law or _by_statutes(calendar, "notice_days"),
        quorum=_quorum_figure(assembly, facts, calendar),
        proxies=_figure(facts, PROXIES) or _by_statutes(calendar, "proxies"),
        law=facts.get("governing_law"),
    )


def _quorum_figure(assembly: Assembly, facts: dict[str, Fact], calendar: Calendar | None) -> Figure | None:
    if assembly.kind == Assembly.Kind.CONSTITUTIVE:
        return Figure(100)
    if assembly.kind == Assembly.Kind.EXTRAORDINARY:
        return _figure(facts, EXTRAORDINARY)
    if assembly.is_second_call:
        return _figure(facts, SECOND)
    return _figure(facts, QUORUM) or _by_statutes(calendar, "quorum")


def _figure(facts: dict[str, Fact], code: str) -> Figure | None:
    fact = facts.get(code)
    return Figure(int(fact.value), fact) if fact is not None and fact.value is not None else None


def _by_statutes(calendar: Calendar | None, name: str) -> Figure | None:
    value = getattr(calendar, name, None)
    return None if value is None else Figure(value)


def quorum_of(assembly: Assembly, rules: AssemblyRules) -> Quorum:
    """Reckoned from what was counted that day."""
    members = assembly.members or 0
    least = needed(members, rules.quorum.value) if rules.quorum else None
    return Quorum(members, assembly.present + assembly.represented, least)


def members_of_assembly(organisation: Organisation, day: dt.date) -> int | None:
    """How many members it has that day: those of its register, else as they were last counted."""
    if registered := Holder.objects.standing(day).filter(organisation=organisation).count():
        return registered
    women, men = organisation.women_members, organisation.men_members
    return None if women is None or men is None else women + men
