"""Texts with named places: which names there are, what is wrong in a text, and how it is filled for a file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import LANGUAGES, ConventionText
from taghyir.core.text import listed
from taghyir.design.formats import date_text, phone_text, written_for
from taghyir.directory.models import Membership
from taghyir.people.models import User
from taghyir.places.models import Territory

WORDS = Path(__file__).parent.parent / "words"
# each name that may stand between braces, and what it becomes
NAMED: dict[str, Any] = {
    "organisation": gettext_lazy("name of the enterprise"),
    "speaker": gettext_lazy("who signs for it, with their function"),
    "place": gettext_lazy("commune or delegation"),
    "territory": gettext_lazy("territory"),
    "adviser": gettext_lazy("who follows the file"),
    "case": gettext_lazy("file number"),
    "demand": gettext_lazy("what they asked, in their words"),
    "starts_on": gettext_lazy("first day"),
    "ends_on": gettext_lazy("last day"),
    "months": gettext_lazy("for how many months"),
    "today": gettext_lazy("day on which it is written"),
    "phone": gettext_lazy("phone of the mechanism"),
}
_HOLE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """The present words for a territory in a language: a version somebody wrote, or those of the house."""

    territory: Territory | None
    language: str
    text: str
    kept: ConventionText | None

    @property
    def version(self) -> int:
        return self.kept.version if self.kept else 0


def shipped_text(language: str) -> str:
    """The words that come with the house."""
    return (WORDS / f"{language}.txt").read_text(encoding="utf-8").strip()


def source_for(territory: Territory | None, language: str) -> Source:
    """The words of the territory, else those of the programme, else those of the house."""
    known = ConventionText.objects.filter(Q(territory=territory) | Q(territory=None), language=language)
    versions = list(known.select_related("territory").order_by("-version")[:100])
    own = next((one for one in versions if one.territory_id == (territory.pk if territory else None)), None)
    kept = own or next(iter(versions), None)
    return Source(kept.territory if kept else None, language, kept.text if kept else shipped_text(language), kept)


def sources(territories: QuerySet[Territory]) -> list[tuple[Territory | None, list[Source]]]:
    """For the programme and each territory, what stands in each language. One statement."""
    kept = ConventionText.objects.select_related("territory", "written_by__person")
    latest: dict[tuple[int | None, str], ConventionText] = {}
    for one in kept.order_by("version"):
        latest[one.territory_id, one.language] = one
    lines = []
    for territory in (None, *territories):
        own = [(language, latest.get((territory.pk if territory else None, language))) for language, _name in LANGUAGES]
        lines.append((territory, [Source(territory, language, "", found) for language, found in own]))
    return lines


def versions_of(territory: Territory | None, language: str) -> QuerySet[ConventionText]:
    """Every version of one text, the latest first."""
    own = ConventionText.objects.filter(territory=territory, language=language)
    return own.select_related("written_by__person")


def mistakes_in(text: str) -> list[str]:
    """Each place that has no such name, and each brace alone, with its line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for name in _HOLE.findall(line):
            if name not in NAMED:
                words = {"line": number, "name": name[:40], "known": listed(NAMED)}
                found.append(_("Line %(line)d: there is no place called {%(name)s}. Known: %(known)s.") % words)
        if re.search(r"[{}]", _HOLE.sub("", line)):
            found.append(_("Line %(line)d: a brace stands alone.") % {"line": number})
    return found


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with its places filled, once: a brace in a value stays a brace."""
    return _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), text)


def names_of(
    case: Case, adviser: User, speaker: Membership | None, language: str, starts_on: Any, ends_on: Any, months: int
) -> dict[str, str]:
    """What each place becomes for one file, in the language of the convention."""
    with translation.override(language), written_for(case.territory.country):
        who = f"{speaker.person} ({speaker.get_function_display()})" if speaker else "……………"
        place = case.organisation.place
        return {
            "organisation": str(case.organisation),
            "speaker": who,
            "place": str(place) if place else "……………",
            "territory": str(case.territory),
            "adviser": str(adviser),
            "case": case.number,
            "demand": " ".join(case.demand.words.split()),
            "starts_on": date_text(starts_on),
            "ends_on": date_text(ends_on),
            "months": str(months),
            "today": date_text(timezone.localdate()),
            "phone": phone_text(case.territory.phone) or "……………",
        }


def example_of(text: str, language: str) -> str:
    """`text` as it reads, each place filled with what it stands for."""
    with translation.override(language):
        return filled(text, {name: f"[{words}]" for name, words in NAMED.items()})


def blocks_of(text: str) -> list[dict[str, str]]:
    """Headings (#), points (-) and paragraphs, in their order, for the page and for the paper."""
    blocks = []
    for line in text.splitlines():
        if words := line.strip():
            kind = {"#": "heading", "-": "point"}.get(words[0], "words")
            blocks.append({"kind": kind, "words": words.lstrip("#-").strip() if kind != "words" else words})
    return blocks
