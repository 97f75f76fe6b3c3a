"""What others may ask about consents: whether somebody agreed, in which words, and what waits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from taghyir.consents.models import Consent, ConsentQuerySet, ConsentText
from taghyir.people.models import Person

WARNED_BEFORE = dt.timedelta(days=30)
Purpose = ConsentText.Purpose
# one paper, asked for together, for what is often shown: what is made, then where it is shown
OF_IMAGE = (Purpose.PHOTO, Purpose.VIDEO, Purpose.VOICE, Purpose.TESTIMONY)
WHERE_SHOWN = (Purpose.SCREENING, Purpose.INTERNET, Purpose.PRESS, Purpose.FUNDERS, Purpose.ARCHIVE)


@dataclass(frozen=True, slots=True)
class Words:
    """The present words for one purpose, in the language of the reader and in the others."""

    purpose: str
    label: str
    text: ConsentText
    others: list[ConsentText]


def has_agreed(person: Person, purpose: str) -> bool:
    """Whether `person` agreed to `purpose`, and it still stands."""
    return Consent.objects.standing().filter(person=person, text__purpose=purpose).exists()


def who_no_longer_agrees(*purposes: str) -> QuerySet[Any]:
    """The keys of those who once agreed to one of `purposes`, and do not any more."""
    still = Consent.objects.standing().filter(person=OuterRef("person"), text__purpose=OuterRef("text__purpose"))
    once = Consent.objects.filter(~Exists(still), text__purpose__in=purposes)
    return once.order_by().values("person")


def consent_text(purpose: str, language: str) -> ConsentText | None:
    """The present words for a purpose, in a language."""
    return ConsentText.objects.filter(purpose=purpose, language=language).order_by("-version").first()


def present_consent_texts(language: str) -> list[ConsentText]:
    """The present words for each purpose, in a language."""
    texts = ConsentText.objects.filter(language=language).order_by("purpose", "-version")
    return list(texts.distinct("purpose"))


def words_of_purposes(language: str) -> list[Words]:
    """The present words for every purpose that has some, in the order of the purposes."""
    texts = ConsentText.objects.order_by("purpose", "language", "-version").distinct("purpose", "language")
    texts = texts.prefetch_related("voices__recorded_by__person")
    by_purpose: dict[str, list[ConsentText]] = {}
    for text in texts:
        by_purpose.setdefault(text.purpose, []).append(text)
    found = []
    for purpose in Purpose:
        known = sorted(by_purpose.get(purpose, ()), key=lambda text: text.language != language)
        if known:
            found.append(Words(str(purpose), str(purpose.label), known[0], known[1:]))
    return found


def versions_of(purpose: str) -> list[ConsentText]:
    """Every text of a purpose, the latest first."""
    return list(ConsentText.objects.filter(purpose=purpose).select_related("written_by__person"))


def consents_of(person: Person) -> list[Consent]:
    """What somebody agreed to: what stands first, the latest first."""
    rows = Consent.objects.filter(person=person).select_related("text", "collected_by__person", "proof", "person")
    return sorted(rows.order_by("-given_on", "-pk"), key=lambda consent: not consent.stands)


def purposes_standing(person: Person) -> set[str]:
    return set(Consent.objects.standing().filter(person=person).values_list("text__purpose", flat=True))


def consents_with_all(rows: ConsentQuerySet) -> ConsentQuerySet:
    """What a list shows of each, in one statement."""
    return rows.select_related("text", "person__territory", "collected_by__person")


def consents_to_warn_of() -> ConsentQuerySet:
    """Those that end within thirty days, of which nobody was told."""
    return Consent.objects.ending(WARNED_BEFORE).filter(warned_of=None).order_by("pk")


def consents_just_over() -> ConsentQuerySet:
    """Those whose time has passed, which nobody noticed yet."""
    return Consent.objects.over().filter(ended_at=None).order_by("pk")


def is_over(consent: Consent) -> bool:
    return consent.expires_on is not None and consent.expires_on < timezone.localdate()
