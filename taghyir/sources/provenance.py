"""What a source may write on a card: what is empty there, and what the same source said before. The rest people said here."""

from collections.abc import Iterable, Sequence

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
        self.said: dict[tuple[int, str], Said] = {}

    def learn(self, organisations: Iterable[Organisation]) -> None:
        """Look up at once what was said of these."""
        rows = Said.objects.filter(organisation__in={one.pk for one in organisations})
        self.said = {(row.organisation_id, row.source): row for row in rows}

    def may_write(self, organisation: Organisation, facts: Facts, name: str) -> bool:
        """Whether the row may change this fact. A file of our own, by our numbers, may change all: somebody edited it."""
        ours = getattr(organisation, name, None)
        if "number" in facts or name in UNTOLD or ours in (None, ""):
            return True
        before = self.said.get((organisation.pk, facts["source"]))
        return before is not None and name in before.facts and before.facts[name] == as_kept(ours)

    def differing(self, organisation: Organisation, facts: Facts, compared: Facts) -> Facts:
        """What the row says otherwise and may not write, but what is shown already, or was refused with that very value."""
        before = self.said.get((organisation.pk, facts.get("source", "")))
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
        before = self.said.get((organisation.pk, source))
        refused = before.refused if before else {}
        differs = {
            name: value
            for name, value in facts.items()
            if value != as_kept(getattr(organisation, name)) and refused.get(name) != value
        }
        licence = judged.facts.get("licence", "")[:120]
        return Said(organisation=organisation, source=source, licence=licence, facts=facts, differs=differs)
