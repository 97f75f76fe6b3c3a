"""Entries to compare, pairs to look at, and what hangs on an organisation in every room."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from pghistory.models import Event

from taghyir.core.text import listed
from taghyir.directory.models import Identifier, Organisation
from taghyir.directory.queries import as_shown_to
from taghyir.duplicates.likeness import Entry, compared, contacts_of, keys_of, mark_of
from taghyir.duplicates.models import Candidate, Traits
from taghyir.duplicates.policies import visible_candidates
from taghyir.tables.words import in_words

CROWD = 40  # a key that more entries share tells nothing
CHUNK = 2_000
_OWN = ("duplicates", "atlas")  # rooms whose rows about an organisation are derived, and made anew
COMPARED = (
    "name", "name_ar", "other_names", "kind", "legal_form", "territory", "place", "activity_fr", "activity_ar", "founded_on",
    "phone", "email", "website", "address", "latitude", "longitude", "women_members", "men_members", "is_women_led", "is_public",
    "source", "licence",
)  # fmt: skip
POSITION = ("latitude", "longitude")  # shown and taken as one


def candidates_with_both(actor: Any) -> QuerySet[Candidate]:
    """Pairs `actor` may see with all a list shows, the surest first. One merged since is no longer a pair."""
    around = [f"{side}__{name}" for side in ("first", "second") for name in ("place", "territory", "legal_form")]
    standing = Q(first__merged_into=None, second__merged_into=None) | Q(decision=Candidate.Decision.MERGED)
    return visible_candidates(actor).filter(standing).select_related(*around).order_by("-proposal", "metres", "pk")


def open_candidates_of(organisation: Organisation) -> QuerySet[Candidate]:
    """The pairs of one organisation that nobody decided."""
    undecided = Candidate.objects.filter(decision__in=[Candidate.Decision.NONE, Candidate.Decision.LATER])
    here = Q(first=organisation, second__merged_into=None) | Q(second=organisation, first__merged_into=None)
    return undecided.filter(here).select_related("first", "second").order_by("-proposal", "pk")


def entries(organisations: QuerySet[Organisation]) -> Iterator[Entry]:
    """What is compared of these organisations, those merged left out. Two queries for two thousand."""
    facts = (
        "pk", "name", "name_ar", "other_names", "place", "country", "legal_form", "activity_fr", "latitude", "longitude", "phone",
        "email", "website",
    )  # fmt: skip
    rows = organisations.filter(merged_into=None).order_by("pk").values_list(*facts).iterator(chunk_size=CHUNK)
    while chunk := [row for row, _n in zip(rows, range(CHUNK), strict=False)]:
        numbers: dict[int, list[str]] = defaultdict(list)
        held = Identifier.objects.filter(organisation__in=[row[0] for row in chunk], type__in=("ice", "mf", "coop"))
        for pk, kind, value in held.order_by().values_list("organisation", "type", "value"):
            numbers[pk].append(f"i:{kind}:{value}")
        for pk, name, name_ar, others, place, country, form, activity, latitude, longitude, *contacts in chunk:
            names = [name, name_ar, *others.split(";")]
            yield Entry(
                pk, names, place, country, form, activity, latitude, longitude, contacts_of(*contacts), numbers[pk]
            )


def traits_of(some: Iterable[Entry]) -> list[Traits]:
    return [Traits(organisation_id=entry.pk, keys=keys_of(entry)) for entry in some]


def pairs_sharing_a_key(changed: Iterable[int] | None) -> set[tuple[int, int]]:
    """Pairs of organisations that share a key few others have; those of `changed`, or all (None)."""
    by_key: dict[str, list[int]] = defaultdict(list)
    rows = Traits.objects.order_by("pk")
    if changed is not None:
        wanted = {key for keys in rows.filter(pk__in=list(changed)).values_list("keys", flat=True) for key in keys}
        rows = rows.filter(keys__overlap=list(wanted))
    for pk, keys in rows.values_list("pk", "keys").iterator(chunk_size=CHUNK):
        for key in keys:
            by_key[key].append(pk)
    asked = None if changed is None else set(changed)
    return {
        (first, second)
        for sharing in by_key.values()
        if 1 < len(sharing) <= CROWD
        for at, first in enumerate(sharing)
        for second in sharing[at + 1 :]
        if asked is None or first in asked or second in asked
    }


def proposals_among(pairs: set[tuple[int, int]]) -> Iterator[Candidate]:
    """A candidate for each pair that is alike enough, not yet kept."""
    keys = sorted({key for pair in pairs for key in pair})
    known: dict[int, Entry] = {}
    for at in range(0, len(keys), CHUNK):
        known |= {entry.pk: entry for entry in entries(Organisation.objects.filter(pk__in=keys[at : at + CHUNK]))}
    for first, second in sorted(pairs):
        found = compared(known[first], known[second]) if first in known and second in known else None
        if found:
            proposal, reasons, metres = found
            mark = mark_of(known[first], known[second])
            yield Candidate(
                first_id=first, second_id=second, proposal=proposal, reasons=reasons, metres=metres, mark=mark
            )


def told_apart_before(found: Iterable[Candidate]) -> list[Candidate]:
    """Those of `found` that somebody told apart when their names or positions were others."""
    by_pair = {(one.first_id, one.second_id): one for one in found}
    firsts = [first for first, _second in by_pair]
    told = Candidate.objects.filter(decision=Candidate.Decision.DIFFERENT, first__in=firsts).order_by("pk")
    return [
        by_pair[one.first_id, one.second_id]
        for one in told
        if (one.first_id, one.second_id) in by_pair and by_pair[one.first_id, one.second_id].mark != one.mark
    ]


def pointing_at_organisations() -> list[tuple[type[models.Model], models.ForeignKey]]:
    """Every column of every room that names an organisation, but the histories, what is derived, and the merges themselves."""
    return [
        (model, column)
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event) and model._meta.app_label not in _OWN and model is not Organisation
        for column in model._meta.local_fields
        if isinstance(column, models.ForeignKey) and column.related_model is Organisation
    ]


def hanging_on(organisation: Organisation) -> list[tuple[str, int]]:
    """What names this organisation, in words, and how many of each."""
    found = []
    for model, column in pointing_at_organisations():
        count = model._default_manager.filter(**{column.name: organisation}).order_by().count()
        if count and not model._meta.auto_created:
            found.append((str(model._meta.verbose_name_plural), count))
    return found


def differences_of(candidate: Candidate) -> list[tuple[str, str, str, str]]:
    """The facts that differ: name, label, and the value of each as people read it; a position is one of them."""
    found = []
    for name in COMPARED:
        names = POSITION if name == POSITION[0] else (name,)
        one, other = ([getattr(side, each) for each in names] for side in (candidate.first, candidate.second))
        if one != other and name != POSITION[1]:
            labels = (str(getattr(Organisation._meta.get_field(each), "verbose_name", each)) for each in names)
            found.append((name, listed(labels), _in_words(candidate.first, names), _in_words(candidate.second, names)))
    return found


def _in_words(organisation: Organisation, names: Iterable[str]) -> str:
    words = [in_words(Organisation, name, getattr(organisation, name)) for name in names]
    return " ; ".join(filter(None, words)) or "–"


def as_shown_to_reader(actor: Any, pairs: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same, each side without what it does not show to somebody who does not follow it. One query for five hundred."""
    pairs = iter(pairs)
    while chunk := list(islice(pairs, 500)):
        sides = [side for pair in chunk for side in (pair.first, pair.second)]
        unplaced = {side.pk for side in as_shown_to(actor, sides) if side.latitude is None}
        for pair in chunk:
            if unplaced & {pair.first_id, pair.second_id}:
                pair.metres = None  # how far it is from what one knows says where it is
            yield pair
