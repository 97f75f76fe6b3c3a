"""What a source may write on a card: what is empty there, and what the same source said before. The rest people said here."""

from collections.abc import Iterable, Sequence
from typing import Any

from taghyir.directory.models import Organisation
from taghyir.sources.columns import NUMBERS
from taghyir.sources.models import Said
from taghyir.sources.queries import as_kept
from taghyir.tables.imports import Facts, Judged

FACTS = {field.name for field in Organisation._meta.concrete_fields}
UNTOLD = {"number", "country", "source", "source_ref", "licence", *NUMBERS}  # no facts of a card, or kept elsewhere


class Provenance:
    """What the sources of some rows said before of the organisations they are about."""

    def __init__(self) -> None:
        self.said: dict[int, dict[str, Said]] = {}  # by organisation, then by source

    def learn(self, organisations: Iterable[Organisation]) -> None:
        """Look up at once what was said of these."""
        rows = Said.objects.filter(organisation__in={one.pk for one in organisations})
        self.said = {}
        for row in rows:
            self.said.setdefault(row.organisation_id, {})[row.source] = row

    def may_write(self, organisation: Organisation, facts: Facts, name: str) -> bool:
        """Whether the row may change this fact. A file of our own, by our numbers, may change all: somebody edited it.

        What is empty is filled, unless a source filled it once: then somebody erased it here.
        """
        if "number" in facts or name in UNTOLD:
            return True
        ours = as_kept(getattr(organisation, name, None))
        said = {source: kept.facts[name] for source, kept in self._said_of(organisation).items() if name in kept.facts}
        if facts["source"] in said and said[facts["source"]] == ours:
            return True
        return _is_empty(ours) and not said

    def _said_of(self, organisation: Organisation) -> dict[str, Said]:
        return self.said.get(organisation.pk, {})

    def differing(self, organisation: Organisation, facts: Facts, compared: Facts) -> Facts:
        """What the row says otherwise and may not write, but what is shown already, or was refused with that very value."""
        before = self._said_of(organisation).get(facts.get("source", ""))
        known = before.refused | before.differs if before else {}
        return {
            name: value
            for name, value in compared.items()
            if not self.may_write(organisation, facts, name)
            and as_kept(value) != as_kept(getattr(organisation, name))
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

    def _said(self, judged: Judged) -> Said:
        organisation, source = judged.thing, judged.facts["source"][:80]
        facts = {name: as_kept(value) for name, value in judged.facts.items() if name not in UNTOLD and name in FACTS}
        before = self._said_of(organisation).get(source)
        refused = before.refused if before else {}
        differs = {
            name: value
            for name, value in facts.items()
            if value != as_kept(getattr(organisation, name)) and refused.get(name) != value
        }
        licence = judged.facts.get("licence", "")[:120]
        return Said(organisation=organisation, source=source, licence=licence, facts=facts, differs=differs)


def _is_empty(ours: Any) -> bool:
    """Whether nothing is said: a box that nobody ticked says nothing, a count of nobody does."""
    return ours is False or ours in (None, "", [])
