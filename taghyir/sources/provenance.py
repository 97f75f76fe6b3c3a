"""What a source may write on a card: what is empty there, and what the same source said before. The rest people said here."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from taghyir.directory.models import Organisation
from taghyir.sources.columns import NUMBERS
from taghyir.sources.models import Said
from taghyir.sources.queries import agree, as_kept, together
from taghyir.tables.imports import Facts, Judged
from taghyir.tables.marks import is_as_marked

FACTS = {field.name for field in Organisation._meta.concrete_fields} | NUMBERS.keys()
UNTOLD = {"number", "mark", "country", "source", "source_ref", "licence"}  # no facts of a card, or kept elsewhere


class Provenance:
    """What the sources of some rows said before of the organisations they are about; `ours` tells what our card says today."""

    def __init__(self, ours: Callable[[Organisation, str], Any]) -> None:
        self.ours = ours
        self.said: dict[int, dict[str, Said]] = {}  # by organisation, then by source

    def learn(self, organisations: Iterable[Organisation]) -> None:
        """Look up at once what was said of these."""
        rows = Said.objects.filter(organisation__in={one.pk for one in organisations})
        self.said = {}
        for row in rows:
            self.said.setdefault(row.organisation_id, {})[row.source] = row

    def edited(self, facts: Facts, compared: Facts) -> Facts:
        """What the row says otherwise than our list did when it was taken away: all of it, where no mark tells."""
        mark = facts.get("mark", {})
        return {
            name: value
            for name, value in compared.items()
            if any(one in facts and not is_as_marked(mark, one, facts[one]) for one in together(name))
        }

    def may_write(self, organisation: Organisation, facts: Facts, name: str) -> bool:
        """Whether the row may change this fact, and those it goes with."""
        return name in UNTOLD or all(self._may_write(organisation, facts, one) for one in together(name))

    def _may_write(self, organisation: Organisation, facts: Facts, name: str) -> bool:
        """A file of our own, by our numbers, changes what nobody changed here since it was taken away: somebody edited it.

        Else what is empty is filled, unless a source filled it once: then somebody erased it here.
        """
        ours = as_kept(self.ours(organisation, name))
        if "number" in facts:
            return is_as_marked(facts.get("mark", {}), name, ours) is not False
        said = {source: kept.facts[name] for source, kept in self._said_of(organisation).items() if name in kept.facts}
        if facts["source"] in said and said[facts["source"]] == ours:
            return True
        return _is_empty(ours) and not said

    def differing(self, organisation: Organisation, facts: Facts, compared: Facts) -> Facts:
        """What the row says otherwise and may not write, but what is shown already, or was refused with that very value."""
        before = self._said_of(organisation).get(facts.get("source", ""))
        known = before.refused | before.differs if before and "number" not in facts else {}
        return {
            name: value
            for name, value in compared.items()
            if not self.may_write(organisation, facts, name)
            and not agree(name, as_kept(value), as_kept(self.ours(organisation, name)))
            and (name not in known or known[name] != as_kept(value))
        }

    def note(self, judged: Sequence[Judged]) -> None:
        """Keep what each row said, in one statement; what somebody refused stays refused."""
        rows = [self._said(one) for one in judged if one.thing is not None and "number" not in one.facts]
        Said.objects.bulk_create(
            {(row.organisation_id, row.source): row for row in rows}.values(),
            update_conflicts=True,
            unique_fields=["organisation", "source"],
            update_fields=["licence", "facts", "differs", "said_at"],
        )

    def _said_of(self, organisation: Organisation) -> dict[str, Said]:
        return self.said.get(organisation.pk, {})

    def _said(self, judged: Judged) -> Said:
        organisation, source = judged.thing, judged.facts["source"][:80]
        facts = {name: as_kept(value) for name, value in judged.facts.items() if name not in UNTOLD and name in FACTS}
        before = self._said_of(organisation).get(source)
        refused = before.refused if before else {}
        differs = {
            name: value
            for name, value in facts.items()
            if not agree(name, value, as_kept(self.ours(organisation, name))) and refused.get(name) != value
        }
        licence = judged.facts.get("licence", "")[:120]
        return Said(organisation=organisation, source=source, licence=licence, facts=facts, differs=differs)


def _is_empty(ours: Any) -> bool:
    """Whether nothing is said: a box that nobody ticked says nothing, a count of nobody does."""
    return ours is False or ours in (None, "", [])
