"""Organisations that come in from a file: which columns, how one is found again, what is written."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.text import folded
from taghyir.directory import actions
from taghyir.directory.models import Identifier, Organisation
from taghyir.directory.policies import can_add_organisation, can_change_organisation
from taghyir.directory.queries import checked
from taghyir.places.models import Territory
from taghyir.places.queries import as_e164
from taghyir.sources.columns import COLUMNS, NUMBERS
from taghyir.sources.kinds import categories, legal_forms
from taghyir.sources.names import NAMES, called, named, names_of
from taghyir.sources.numbers import write_number
from taghyir.sources.provenance import Provenance
from taghyir.sources.queries import POSITION, agree, numbers_of
from taghyir.sources.whereabouts import PARTS, Whereabouts, repaired
from taghyir.tables.imports import Facts, Importer, Judged, Wrong
from taghyir.tables.runs import register

_SOURCES = ("source", "source_ref", "licence")
_OPENSTREETMAP, _ODBL = "OpenStreetMap", "ODbL 1.0, © OpenStreetMap contributors"
Sentences = list[tuple[str, str]]


class OrganisationImporter(Importer):
    """Rows become organisations, unpublished. A place that is none of ours is kept in the address.

    One is found again by our number, by its reference in the source, by its ICE or tax number, or as the one of the same
    names, kind, form and place written by hand. Without a reference in the source, names + category + place stand for it.
    """

    model = Organisation
    columns = COLUMNS

    def __init__(self, actor: Any, headings: Any, **options: str):
        super().__init__(actor, headings, **options)
        self.source, self.licence = options.get("source", ""), options.get("licence", "")
        self.country, self.file_name = options.get("country", ""), options.get("file_name", "")[:80]
        self.where, self.provenance = Whereabouts(), Provenance(self.value_of)
        self.categories = categories()
        self.forms = legal_forms()
        self.known: dict[Any, Organisation] = {}
        self.alike: dict[Any, list[Organisation]] = {}
        self.numbers: dict[int, dict[str, str]] = {}  # those held today, by the name of their column
        self.merged: set[tuple[str, str]] = set()

    def combined(self, facts: Facts) -> tuple[Facts, Sentences]:
        facts, left_out = dict(facts), []
        if "number" not in facts:
            facts.pop("mark", None)
        if territory := facts.pop("territory", None):
            facts["territory"] = self._territory(territory)
        found: Facts = self.where.of(facts, self.country)
        found |= names_of(facts)
        if "number" not in facts and not (found.get("name") or found.get("name_ar")):
            raise Wrong(_("Write a name, in one script at least."))
        found |= self._source_of(facts, found)
        left_out += self._what_it_is(facts, found)
        left_out += self._phone(facts, found)
        left_out += self._position(facts, found)
        left_out += self._numbers(facts, found)
        spent = {
            *NAMES,
            *PARTS,
            "country",
            "territory",
            "category",
            "kind",
            "legal_form",
            "phone",
            "osm_type",
            "osm_id",
        }
        found |= {name: value for name, value in facts.items() if name not in spent and name not in found}
        return {name: value for name, value in found.items() if value not in ("", None, [])}, left_out

    def keys(self, facts: Facts) -> list[Any]:
        numbers = [(name, facts[name]) for name in NUMBERS if name in facts]
        return [("number", facts["number"])] if "number" in facts else [facts["source_ref"], *numbers]

    def prepare(self, rows: Sequence[Facts]) -> None:
        """Find all that these rows may be about, in five queries."""
        around = ("place", "territory", "legal_form")
        self.known, self.alike = {}, {}
        found = Organisation.objects.filter(pk__in=_about(rows)).order_by("pk")
        for entry in found.select_related(*around, *(f"merged_into__{name}" for name in around)):
            organisation = entry.merged_into or entry  # what it was merged into is what the row is about
            self.known[entry.pk] = organisation
            self.known[entry.source, entry.source_ref] = organisation
            self.known.setdefault(entry.source_ref, organisation)
            if entry.merged_into:
                self.merged.add((entry.source, entry.source_ref))
                continue
            self.alike.setdefault(called(organisation.sort_name, organisation), []).append(organisation)
        values = [facts[name] for facts in rows for name in NUMBERS if name in facts]
        held = Identifier.objects.filter(value__in=values).select_related(*(f"organisation__{name}" for name in around))
        for identifier in held:
            self.known.setdefault((identifier.type, identifier.value), identifier.organisation)
        self.numbers = numbers_of(self.known.values())
        self.provenance.learn(self.known.values())

    def find(self, facts: Facts) -> Organisation | None:
        if "number" in facts:
            if facts["number"] not in self.known:
                raise Wrong(_("No organisation has this number."))
            return self.known[facts["number"]]
        places: list[Any] = [(facts["source"], facts["source_ref"])]
        places += [facts["source_ref"]] if facts["source_ref"].startswith("#") else []
        places += [(NUMBERS[name], facts[name]) for name in NUMBERS if name in facts]
        found = next((self.known[place] for place in places if place in self.known), None)
        return found or self._written_by_hand(facts)

    def remark(self, facts: Facts) -> str:
        alike = self.alike.get(named(facts))
        return _("One of this name is in the directory already: %(name)s.") % {"name": alike[0]} if alike else ""

    def _written_by_hand(self, facts: Facts) -> Organisation | None:
        """One of the same name, there, of no other kind nor form; it is recognised by one row only."""
        for organisation in self.alike.get(named(facts), []):
            told = [(facts[name], getattr(organisation, name)) for name in ("kind", "legal_form") if name in facts]
            if not organisation.source_ref and all(said == kept for said, kept in told):
                self.alike[named(facts)].remove(organisation)
                return organisation
        return None

    def may_add(self, facts: Facts) -> bool:
        return can_add_organisation(self.actor, facts.get("territory"), facts["country"])

    def may_change(self, thing: Organisation) -> bool:
        return can_change_organisation(self.actor, thing)

    def written(self, thing: Organisation, facts: Facts) -> Facts:
        compared = self._compared(thing, facts)
        return {name: value for name, value in compared.items() if self.provenance.may_write(thing, facts, name)}

    def differences(self, thing: Organisation, facts: Facts) -> Sentences:
        differing = self.provenance.differing(thing, facts, self._compared(thing, facts))
        return [(name, self._told(thing, facts, name)) for name in differing]

    def _told(self, thing: Organisation, facts: Facts, name: str) -> str:
        """Why the row does not write this fact."""
        words = {"ours": self.in_words(name, self.value_of(thing, name)), "theirs": self.in_words(name, facts[name])}
        if "number" in facts:
            return (
                _("It was changed here since this list was taken away: “%(ours)s” stays, “%(theirs)s” is left out.")
                % words
            )
        if not words["ours"]:
            return _("It was erased here, and stays so. The file says: “%(theirs)s”. Both are shown.") % words
        return _("Ours stays: “%(ours)s”. The file says: “%(theirs)s”. Both are shown.") % words

    def note(self, judged: Sequence[Judged]) -> None:
        self.provenance.note(judged)

    def _compared(self, thing: Organisation, facts: Facts) -> Facts:
        if (facts["source"], facts["source_ref"]) in self.merged:
            return {}  # what it was merged into is kept by people: the row of the twin changes nothing there
        fixed = {"country", "number", "mark"} | (set(_SOURCES) if thing.source_ref or "number" in facts else set())
        said = {name: value for name, value in facts.items() if name not in fixed}
        said = self.provenance.edited(facts, said)
        return {name: value for name, value in said.items() if not agree(name, value, self.value_of(thing, name))}

    def value_of(self, thing: Organisation, name: str) -> Any:
        if name in NUMBERS:
            return self.numbers.get(thing.pk, {}).get(name, "")
        return getattr(thing, name)

    def add(self, facts: Facts) -> Organisation:
        numbers, facts = self._numbers_apart(facts)
        organisation = actions.add_organisation(actor=self.actor, is_another=True, **facts)
        self._record_numbers(organisation, numbers)
        return organisation

    def add_all(self, rows: Sequence[Facts]) -> list[Any]:
        if any(name in facts for facts in rows for name in ("number", *NUMBERS)):
            return super().add_all(rows)
        return list(actions.add_organisations(actor=self.actor, rows=rows))

    def update(self, thing: Organisation, changed: Facts) -> Organisation:
        numbers, changed = self._numbers_apart(changed)
        if changed:
            actions.change_organisation(actor=self.actor, organisation=thing, **changed)
        self._record_numbers(thing, numbers)
        return thing

    def _numbers_apart(self, facts: Facts) -> tuple[Facts, Facts]:
        return {n: facts[n] for n in NUMBERS if n in facts}, {n: v for n, v in facts.items() if n not in NUMBERS}

    def _record_numbers(self, organisation: Organisation, numbers: Facts) -> None:
        for name, value in numbers.items():
            write_number(self.actor, organisation, name, value)
            self.numbers.setdefault(organisation.pk, {})[name] = value

    def _territory(self, text: str) -> Territory:
        for territory in self.where.territories.values():
            names = (
                territory.code,
                territory.slug,
                territory.name_fr,
                territory.name_ar,
                territory.name_es,
                territory.name_en,
            )
            if folded(text) in {folded(name) for name in names}:
                return territory
        raise Wrong(_("%(name)s is no territory of the programme.") % {"name": text[:60]})

    def _source_of(self, facts: Facts, found: Facts) -> Facts:
        """Where the row comes from, its reference there, and under which licence."""
        if osm_id := facts.get("osm_id"):
            ref = f"{facts.get('osm_type', 'element')}/{osm_id}"[:120]
            return {"source": _OPENSTREETMAP, "source_ref": ref, "licence": facts.get("licence") or _ODBL}
        what = facts.get("category") or f"{facts.get('kind', '')} {facts.get('legal_form', '')}"
        where = " ".join(facts.get(name, "") for name in ("place", "place_code", "governorate"))
        words = "|".join(folded(text) for text in (*(facts.get(name, "") for name in NAMES[:3]), what, where))
        mark = hashlib.sha256(f"{found['country']}|{words}".encode()).hexdigest()[:24]
        return {
            "source": self.source or facts.get("source") or self.file_name,
            "source_ref": facts.get("source_ref") or f"#{mark}",
            "licence": self.licence or facts.get("licence", ""),
        }

    def _what_it_is(self, facts: Facts, found: Facts) -> Sentences:
        """Kind, legal form and activity, from their columns or from the category of the source."""
        left_out = []
        category = self.categories.get(folded(facts.get("category", "")))
        if category:
            found |= {name: category[name] for name in ("kind", "activity_fr", "activity_ar") if category[name]}
        elif facts.get("category"):
            found.setdefault("activity_fr", facts["category"][:300])
            left_out.append((self.label_of("category"), _("This category is not known: it is kept as the activity.")))
        found |= {name: facts[name] for name in ("kind", "activity_fr", "activity_ar") if facts.get(name)}
        wanted = facts.get("legal_form") or (category["legal_form"] if category else "")
        form = self.forms.get((found["country"], folded(wanted)))
        if form:
            found["legal_form"] = form
        elif wanted:
            left_out.append((self.label_of("legal_form"), _("No legal form of this country is called so.")))
        return left_out

    def _position(self, facts: Facts, found: Facts) -> Sentences:
        """Where it lies, when both degrees are said and can be true."""
        degrees = [facts.pop(name) for name in POSITION if name in facts]
        if len(degrees) == 1:
            return [
                (self.label_of("latitude"), _("Latitude and longitude go together: what stands alone is left out."))
            ]
        if not degrees:
            return []
        latitude, longitude, sentence = repaired(degrees[0], degrees[1], found["country"], found.get("place"))
        found |= {"latitude": latitude, "longitude": longitude}
        return [(self.label_of("latitude"), sentence)] if sentence else []

    def _numbers(self, facts: Facts, found: Facts) -> Sentences:
        """The numbers of administrations that its country gives."""
        left_out = []
        for name in NUMBERS.keys() & facts.keys():
            try:
                found[name] = checked(NUMBERS[name], found["country"], facts.pop(name)).value
            except Refused as refusal:
                left_out.append((self.label_of(name), str(refusal)))
        return left_out

    def _phone(self, facts: Facts, found: Facts) -> Sentences:
        try:
            found["phone"] = as_e164(facts.get("phone", "").partition(";")[0], found["country"])
        except Refused as refusal:
            return [(self.label_of("phone"), str(refusal))]
        return []


def _about(rows: Sequence[Facts]) -> list[int]:
    """The keys of the organisations that bear a number, a reference or a name of these rows, each found by its index."""
    numbers = [facts["number"] for facts in rows if "number" in facts]
    refs = [facts["source_ref"] for facts in rows]
    orders = [folded(facts.get("name") or facts.get("name_ar", ""))[:200] for facts in rows]
    by_ref = Organisation.objects.exclude(source_ref="").filter(source_ref__in=refs).order_by().values_list("pk")
    by_name = Organisation.objects.filter(sort_name__in=orders).order_by().values_list("pk")
    return [*numbers, *(pk for (pk,) in by_ref.union(by_name))]


register("organisations", OrganisationImporter)
