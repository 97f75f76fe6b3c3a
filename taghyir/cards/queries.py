"""What a card shows: words in the language of the reader, hours of the week, photos, relations, and all of it for machines."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dates import WEEKDAYS

from taghyir.cards.models import Opening, Photo, Reach, Relation, Words
from taghyir.cards.pictures import picture_of as picture_of  # for other rooms that show photos
from taghyir.cards.policies import visible_relations
from taghyir.core.languages import base_language, in_language
from taghyir.directory.models import Freshness, Organisation, Shown

ORDER = {
    "ar": ("ar", "zgh", "fr", "es", "en"),
    "es": ("es", "fr", "en", "ar", "zgh"),
    "en": ("en", "fr", "es", "ar", "zgh"),
}
_FRENCH = ("fr", "ar", "zgh", "es", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """Its own words in one language, and whether it is the language of the reader."""

    words: str
    language: str
    is_asked: bool
    others: list["Said"]  # the same card in the other languages it speaks

    @property
    def language_name(self) -> str:
        return str(Words.Language(self.language).label)

    @property
    def is_right_to_left(self) -> bool:
        return self.language == "ar"


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday and when it is open; no span means closed."""

    weekday: int
    spans: list[Opening]
    is_today: bool

    @property
    def name(self) -> str:
        return str(WEEKDAYS[self.weekday])


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a card. `is_open` is asked by the clock of its territory."""

    days: list[Day]
    is_open: bool
    note: str
    note_language: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as one of the two reads it."""

    relation: Relation
    other: Organisation
    is_reversed: bool  # the other is the subject: it supplies us


def words_for(organisation: Organisation, language: str) -> Said | None:
    """In the language of the reader, else in the one nearest to it; None when it says nothing of itself yet."""
    known = dict(Words.objects.filter(organisation=organisation).order_by("pk").values_list("language", "words"))
    spoken = [one for one in ORDER.get(language, _FRENCH) if one in known]
    if not spoken:
        return None
    others = [Said(known[one], one, False, []) for one in spoken[1:]]
    return Said(known[spoken[0]], spoken[0], spoken[0] == language, others)


def words_by_language(organisation: Organisation) -> dict[str, str]:
    return dict(Words.objects.filter(organisation=organisation).order_by("pk").values_list("language", "words"))


def week_of(organisation: Organisation, reach: Reach | None) -> Week | None:
    """Its week from Monday; None when nothing is said of it."""
    openings = list(reach.openings.order_by("weekday", "opens_at")) if reach else []
    note, language = in_language(reach, "note") if reach else ("", "")
    if not openings and not note:
        return None
    now = _now_at(organisation)
    days = [
        Day(weekday, [one for one in openings if one.weekday == weekday], weekday == now.weekday())
        for weekday in range(7)
    ]
    today, yesterday, here = days[now.weekday()], days[now.weekday() - 1], now.time()
    is_open = any(one.opens_at <= here and (one.is_overnight or here < one.closes_at) for one in today.spans) or any(
        one.is_overnight and here < one.closes_at for one in yesterday.spans
    )
    return Week(days if openings else [], is_open, note, language)


def _now_at(organisation: Organisation) -> dt.datetime:
    zone = organisation.territory.time_zone if organisation.territory else _ZONES[organisation.country]
    return timezone.localtime(timezone=ZoneInfo(zone))


_ZONES = {"MA": "Africa/Casablanca", "TN": "Africa/Tunis"}


def reach_of(organisation: Organisation) -> Reach | None:
    return Reach.objects.filter(organisation=organisation).first()


def hours_known(organisation: Organisation) -> dict[str, Any]:
    """What its card says of its hours, by the names that `set_hours` gives it."""
    reach = reach_of(organisation) or Reach()
    hours: dict[int, list[tuple[dt.time, dt.time]]] = {}
    for span in reach.openings.order_by("weekday", "opens_at") if reach.pk else ():
        hours.setdefault(span.weekday, []).append((span.opens_at, span.closes_at))
    return {"hours": hours} | {name: getattr(reach, name) for name in ("whatsapp", "note_fr", "note_ar")}


def photos_of(organisation: Organisation) -> list[Photo]:
    """Those the card shows, in their order."""
    return [photo for photo in kept_photos_of(organisation) if photo.is_shown]  # type: ignore[attr-defined]  # annotated there


def kept_photos_of(organisation: Organisation) -> list[Photo]:
    """All of them, in their order; `is_shown` says whether everybody marked on it still agrees."""
    kept = Photo.objects.filter(organisation=organisation)
    is_shown = Exists(Photo.objects.shown().filter(pk=OuterRef("pk")))
    return list(kept.annotate(is_shown=is_shown).order_by("rank", "added_at", "pk"))


def is_seen_by_everybody(card: Organisation) -> bool:
    """As `published` asks the database, of a card that is at hand."""
    return card.is_public and not (card.closed_on or card.merged_into_id or card.freshness == Freshness.HIDDEN)


def relation_between(kind: str, subject: Organisation, to: Organisation) -> Relation | None:
    """The one of this kind already written; working together is the same from either side. Locked until the end.

    Both organisations are locked before, always the older first: the two sides may press at the same moment.
    """
    both = Organisation.objects.select_for_update(no_key=True).filter(pk__in=(subject.pk, to.pk)).order_by("pk")
    list(both.values_list("pk", flat=True))
    either = Q(subject=subject, to=to)
    if kind == Relation.Kind.WORKS_WITH:
        either |= Q(subject=to, to=subject)
    return Relation.objects.select_for_update().filter(either, kind=kind).order_by("pk").first()


def ties_of(actor: Any, organisation: Organisation, *, only_shown: bool) -> list[Tie]:
    """Its relations with what `actor` sees; `only_shown`: those both sides agreed to, with organisations that everybody sees.

    Working together is told once, even when a merge brought the two sides of it: first the one that was agreed to.
    """
    seen = Relation.objects.all() if only_shown else visible_relations(actor)
    rows = seen.filter(Q(subject=organisation) | Q(to=organisation)).select_related("subject", "to")
    if only_shown:
        other_is_public = Q(subject=organisation, to__in=Organisation.objects.published().values("pk")) | Q(
            to=organisation, subject__in=Organisation.objects.published().values("pk")
        )
        rows = rows.filter(other_is_public, accepted_by__isnull=False)
    ties: dict[Any, Tie] = {}
    for row in rows.order_by("kind", F("accepted_by").asc(nulls_last=True), "pk"):
        is_reversed = row.to_id == organisation.pk
        tie = Tie(row, row.subject if is_reversed else row.to, is_reversed)
        ties.setdefault((row.kind, tie.other.pk, is_reversed and row.kind != Relation.Kind.WORKS_WITH), tie)
    return list(ties.values())


def address_of_photo(photo: Photo, size: str) -> str:
    return reverse("cards:photo", args=[photo.pk, size])


def node_of(card: Organisation, photos: list[Photo], week: Week | None, said: Said | None) -> dict[str, Any]:
    """The card for machines, in the terms of schema.org; `card` holds only what it shows. What is not known is absent."""
    place = card.place.name_fr if card.place else ""
    postal = {"streetAddress": card.address, "addressLocality": place, "addressCountry": card.country}
    known = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": settings.SITE_URL + card.get_absolute_url(),
        "url": settings.SITE_URL + card.get_absolute_url(),
        "name": str(card),
        "alternateName": card.other_name,
        "description": _description(card, said),
        "telephone": card.phone,
        "email": card.email,
        "sameAs": [card.website] if card.website else [],
        "address": {"@type": "PostalAddress"} | {name: value for name, value in postal.items() if value},
        "foundingDate": card.founded_on.isoformat() if card.founded_on else "",
        "image": [settings.SITE_URL + address_of_photo(photo, "large") for photo in photos],
        "openingHoursSpecification": [_opening(span) for day in (week.days if week else []) for span in day.spans],
    }
    if card.map_latitude is not None and Shown.ADDRESS in card.shown:
        position = {"latitude": round(card.map_latitude, 5), "longitude": round(card.map_longitude or 0, 5)}
        known["location"] = {"@type": "Place", "geo": {"@type": "GeoCoordinates"} | position}
    return {name: value for name, value in known.items() if value not in ("", [], None)}


def summary_of(card: Organisation, said: Said | None) -> tuple[str, str]:
    """Who it is, in its own words, else what it does; and the language of that."""
    return (said.words, said.language) if said else in_language(card, "activity")


def _description(card: Organisation, said: Said | None) -> Any:
    words, spoken = summary_of(card, said)
    return words if spoken == base_language() or not words else {"@language": spoken, "@value": words}


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _opening(span: Opening) -> dict[str, str]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{_DAYS[span.weekday]}",
        "opens": f"{span.opens_at:%H:%M}",
        "closes": f"{span.closes_at:%H:%M}",
    }


def in_each_language(organisation: Organisation) -> list[tuple[str, str]]:
    """The address of the card in each language of the site."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append((code, settings.SITE_URL + organisation.get_absolute_url()))
    return found
